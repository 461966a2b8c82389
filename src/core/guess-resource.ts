import type { Call } from "./action.ts";
import type { Resource, ResourceKind } from "./change.ts";
import { isObject, type Json, type JsonObject } from "./record.ts";
import { readMentioned, readNamedByArn } from "./resource-names.ts";

/** The fields that name ECS things across the API, the most specific thing first. */
const FIELDS: readonly (readonly [ResourceKind, readonly string[]])[] = [
  ["service-deployment", ["serviceDeploymentArn"]],
  ["service-revision", ["serviceRevisionArn"]],
  ["task-set", ["taskSetArn", "taskSet"]],
  ["task", ["taskArn", "task"]],
  ["container-instance", ["containerInstanceArn", "containerInstance"]],
  ["service", ["serviceArn", "service", "serviceName"]],
  ["daemon-deployment", ["daemonDeploymentArn"]],
  ["daemon-revision", ["daemonRevisionArn"]],
  ["daemon", ["daemonArn", "daemon", "daemonName"]],
  ["gateway-route", ["gatewayRouteArn"]],
  ["gateway", ["gatewayArn", "gateway"]],
  ["capacity-provider", ["capacityProviderArn", "capacityProvider"]],
  ["daemon-task-definition", ["daemonTaskDefinitionArn", "daemonTaskDefinition"]],
  ["task-definition", ["taskDefinitionArn", "taskDefinition"]],
  ["cluster", ["clusterArn", "cluster", "clusterName"]],
];

/** What a call of an unknown ECS operation acted on, as its well-known fields say: response before request. */
export function guessResource({ request, response }: Call): Resource {
  const fields = [...nested(response), response, request];
  const clusters = valuesOf(fields, ["clusterArn", "cluster", "clusterName"]);
  const services = valuesOf(fields, ["serviceArn", "service", "serviceName"]);
  for (const [kind, names] of FIELDS) {
    const values = valuesOf(fields, names);
    const inCluster = !WITHOUT_CLUSTER.has(kind);
    const resource = readMentioned({
      kind,
      names: values,
      ...(inCluster && { clusters }),
      ...(BELONGS_TO_SERVICE.has(kind) && { services }),
    });
    if (resource) return resource;
  }
  return readNamedByArn(request["resourceArn"]);
}

const WITHOUT_CLUSTER: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "capacity-provider",
  "cluster",
  "daemon-task-definition",
  "gateway",
  "gateway-route",
  "task-definition",
]);

const BELONGS_TO_SERVICE: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "service-deployment",
  "service-revision",
  "task-set",
]);

/** ECS nests what it answers one level: `responseElements.service.serviceArn`. */
function nested(response: JsonObject): readonly JsonObject[] {
  return Object.values(response).filter(isObject);
}

function valuesOf(
  fields: readonly JsonObject[],
  names: readonly string[],
): readonly (Json | undefined)[] {
  return names.flatMap((name) => fields.map((object) => object[name]));
}
