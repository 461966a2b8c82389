import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { clusterAround, listResources, readMentioned, readResource } from "../resource-names.ts";
import { mentionedTaskDefinition } from "./mentioned.ts";
import { readState } from "./settings.ts";

/** The task set that a call is about, then its service, task definition and cluster. */
export function taskSetResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "taskSet");
  const clusters = [answered["clusterArn"], request["cluster"]];
  const services = [answered["serviceArn"], request["service"]];
  const taskSet = readResource({
    kind: "task-set",
    names: [answered["taskSetArn"], answered["id"], request["taskSet"], request["primaryTaskSet"]],
    clusters,
    services,
  });
  return listResources(
    taskSet,
    readMentioned({ kind: "service", names: services, clusters }),
    mentionedTaskDefinition(answered["taskDefinition"], request["taskDefinition"]),
    clusterAround(taskSet, ...clusters),
  );
}

/** The task set as the response shows it. */
export function taskSetState({ response }: Call): Readonly<Record<string, Json>> {
  return readState(objectIn(response, "taskSet"), [
    "status",
    "taskDefinition",
    "scale",
    "computedDesiredCount",
    "launchType",
    "platformVersion",
    "capacityProviderStrategy",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
    "externalId",
  ]);
}
