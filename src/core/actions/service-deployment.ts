import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { clusterAround, listResources, readMentioned, readResource } from "../resource-names.ts";

/** The service deployment that a call is about, then its service and cluster: its ARN names all three. */
export function serviceDeploymentResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const deployment = readResource({
    kind: "service-deployment",
    names: [response["serviceDeploymentArn"], request["serviceDeploymentArn"]],
  });
  const { service, cluster } = deployment;
  return listResources(
    deployment,
    readMentioned({ kind: "service", names: [service], clusters: [cluster] }),
    clusterAround(deployment),
  );
}
