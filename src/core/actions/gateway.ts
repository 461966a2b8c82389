import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { listResources, readMentioned, readResource } from "../resource-names.ts";

/** The gateway that a call is about, then the cluster it names. */
export function gatewayResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  return listResources(
    readResource({
      kind: "gateway",
      names: [response["gatewayArn"], response["name"], request["gateway"], request["name"]],
    }),
    readMentioned({ kind: "cluster", names: [response["clusterArn"], request["cluster"]] }),
  );
}
