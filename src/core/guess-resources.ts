import type { Call } from "./action.ts";
import { mentionedEach } from "./actions/mentioned.ts";
import type { Resource, ResourceKind } from "./change.ts";
import { isObject, type Json, type JsonObject } from "./record.ts";
import { clusterAround, listResources, readNamedByArn } from "./resource-names.ts";

/** The fields that name ECS things across the API, the most specific thing first. */
const FIELDS: readonly (readonly [ResourceKind, readonly string[]])[] = [
  ["service-deployment", ["serviceDeploymentArn", "serviceDeploymentArns"]],
  ["service-revision", ["serviceRevisionArn", "serviceRevisionArns"]],
  ["task-set", ["taskSetArn", "taskSet", "taskSets"]],
  ["task", ["taskArn", "task", "tasks"]],
  ["container-instance", ["containerInstanceArn", "containerInstance", "containerInstances"]],
  ["service", ["serviceArn", "service", "serviceName", "services"]],
  ["daemon-deployment", ["daemonDeploymentArn", "daemonDeploymentArns"]],
  ["daemon-revision", ["daemonRevisionArn", "daemonRevisionArns"]],
  ["daemon", ["daemonArn", "daemon", "daemonName"]],
  ["gateway-route", ["gatewayRouteArn", "gatewayRoute"]],
  ["gateway", ["gatewayArn", "gateway"]],
  ["capacity-provider", ["capacityProviderArn", "capacityProvider", "capacityProviders"]],
  ["daemon-task-definition", ["daemonTaskDefinitionArn", "daemonTaskDefinition"]],
  ["task-definition", ["taskDefinitionArn", "taskDefinition", "taskDefinitions"]],
  ["cluster", ["clusterArn", "cluster", "clusterName", "clusters"]],
];

const IN_CLUSTER: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "container-instance",
  "daemon",
  "service",
  "task",
  "task-set",
]);

/**
 * What a call of an ECS operation without an action of its own names, as its well-known fields say: the most specific
 * things first, response before request. What an operation of tomorrow acted on can only be guessed so.
 */
export function guessResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const fields = [...Object.values(response).filter(isObject), response, request];
  const clusters = valuesOf(fields, ["clusterArn", "cluster", "clusterName"]);
  const services = valuesOf(fields, ["serviceArn", "service", "serviceName"]);
  const found = FIELDS.flatMap(([kind, names]) =>
    mentionedEach(
      kind,
      valuesOf(fields, names),
      IN_CLUSTER.has(kind) ? clusters : undefined,
      kind === "task-set" ? services : undefined,
    ),
  );
  const [first, ...others] = found;
  const resource = first ?? readNamedByArn(request["resourceArn"]);
  return listResources(resource, ...others, clusterAround(resource));
}

function valuesOf(
  fields: readonly JsonObject[],
  names: readonly string[],
): readonly (Json | undefined)[] {
  return names.flatMap((name) => fields.map((object) => object[name]));
}
