import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { clusterAround, listResources, readResource } from "../resource-names.ts";
import { readState } from "./settings.ts";

/** The capacity provider that a call is about, then the cluster it belongs to, if it does. */
export function capacityProviderResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "capacityProvider");
  const clusters = [answered["cluster"], request["cluster"]];
  const provider = readResource({
    kind: "capacity-provider",
    names: [
      answered["capacityProviderArn"],
      answered["name"],
      request["capacityProvider"],
      request["name"],
    ],
    clusters,
  });
  return listResources(provider, clusterAround(provider, ...clusters));
}

/** The capacity provider as the response shows it. */
export function capacityProviderState({ response }: Call): Readonly<Record<string, Json>> {
  return readState(objectIn(response, "capacityProvider"), [
    "status",
    "updateStatus",
    "autoScalingGroupProvider",
    "managedInstancesProvider",
  ]);
}
