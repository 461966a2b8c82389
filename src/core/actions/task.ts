import type { Call } from "../action.ts";
import type { Resource, Setting } from "../change.ts";
import { listIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import type { Json, JsonObject } from "../record.ts";
import { clusterAround, listResources, readMentioned, readResource } from "../resource-names.ts";
import { mentionedEach, mentionedProviders, mentionedTaskDefinition } from "./mentioned.ts";
import { readSettings, readState } from "./settings.ts";

/** The service whose scheduler started a task: its group is then `service:NAME`, a group of its own otherwise. */
const SERVICE_GROUP = "service:";

/** The task that a call is about, then its service, task definition and cluster. */
export function taskResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "task");
  const names = [answered["taskArn"], response["taskArn"], request["task"]];
  const clusters = [answered["clusterArn"], response["clusterArn"], request["cluster"]];
  const task = readResource({ kind: "task", names, clusters, services: [serviceOf(answered)] });
  return listResources(
    task,
    serviceAround(task),
    mentionedTaskDefinition(answered["taskDefinitionArn"]),
    clusterAround(task, ...clusters),
  );
}

/** The tasks that a RunTask or StartTask started, else (it started none) the task definition it asked for; then the rest. */
export function startedResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const tasks = objectsIn(response, "tasks").map((task) => startedTask(task, request));
  const answered = objectsIn(response, "tasks")[0];
  const definition = readResource({
    kind: "task-definition",
    names: [answered?.["taskDefinitionArn"], request["taskDefinition"]],
  });
  const [first = definition, ...others] = tasks.filter(({ name }) => name !== "");
  const cluster = readMentioned({
    kind: "cluster",
    names: [answered?.["clusterArn"], request["cluster"], first.cluster],
  });
  return listResources(
    first,
    ...others,
    serviceAround(first),
    definition,
    cluster,
    ...startedOn(request, cluster),
    ...mentionedProviders(request["capacityProviderStrategy"]),
  );
}

/** What a RunTask or StartTask asked for. */
export function startedSettings({ request, response }: Call): readonly Setting[] {
  const answered = objectsIn(response, "tasks")[0]?.["taskDefinitionArn"];
  const definition = mentionedTaskDefinition(answered, request["taskDefinition"]);
  return readSettings(request, {
    omit: ["cluster", "containerInstances"],
    momentary: ["count", "startedBy", "referenceId"],
  }).map((setting) =>
    setting.name === "taskDefinition" && definition
      ? { ...setting, after: definition.name }
      : setting,
  );
}

/** The tasks whose protection a call is about, those first that the response lists; then their cluster. */
export function protectedResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const clusters = [request["cluster"]];
  const answered = objectsIn(response, "protectedTasks");
  const [first, ...others] = mentionedEach(
    "task",
    [...answered.map((task) => task["taskArn"]), request["tasks"]],
    clusters,
  );
  const task = first ?? readResource({ kind: "task", names: [], clusters });
  return listResources(task, ...others, clusterAround(task, ...clusters));
}

/** The task as the response shows it. */
export function taskState(task: JsonObject): Readonly<Record<string, Json>> {
  return readState(task, ["desiredStatus", "lastStatus", "stopCode", "stoppedReason"]);
}

function startedTask(task: JsonObject, request: JsonObject): Resource {
  return readResource({
    kind: "task",
    names: [task["taskArn"]],
    clusters: [task["clusterArn"], request["cluster"]],
    services: [serviceOf(task)],
  });
}

function serviceOf(task: JsonObject): string | undefined {
  const group = textIn(task, "group");
  return group?.startsWith(SERVICE_GROUP) ? group.slice(SERVICE_GROUP.length) : undefined;
}

function serviceAround({ service, cluster }: Resource): Resource | undefined {
  return service === undefined
    ? undefined
    : readMentioned({ kind: "service", names: [service], clusters: [cluster] });
}

function startedOn(request: JsonObject, cluster: Resource | undefined): readonly Resource[] {
  return listIn(request, "containerInstances").flatMap(
    (name) =>
      readMentioned({ kind: "container-instance", names: [name], clusters: [cluster?.name] }) ?? [],
  );
}
