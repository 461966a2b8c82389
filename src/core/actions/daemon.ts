import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { clusterAround, listResources, readMentioned, readResource } from "../resource-names.ts";
import { mentionedByArn, mentionedEach } from "./mentioned.ts";

/** The daemon that a call is about, then its task definition, cluster, deployment and capacity providers. */
export function daemonResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const daemon = readResource({
    kind: "daemon",
    names: [response["daemonArn"], request["daemonArn"], request["daemonName"]],
    clusters: [request["clusterArn"]],
  });
  return listResources(
    daemon,
    readMentioned({
      kind: "daemon-task-definition",
      names: [request["daemonTaskDefinitionArn"]],
    }),
    clusterAround(daemon, request["clusterArn"]),
    mentionedByArn(response["deploymentArn"]),
    ...mentionedEach("capacity-provider", [request["capacityProviderArns"]]),
  );
}
