import type { Json, JsonObject } from "../../core/record.ts";
import { ecsArn } from "../calls/service-body.ts";
import type { EcsThing } from "../ecs-world.ts";
import type { EmulatedCall, EmulatedOperation, EmulatedReply } from "../service.ts";
import { lastPart } from "../standing-services.ts";
import { servicesNow, thingsNow } from "./present.ts";
import { described, inCluster, namesIn, page } from "./replies.ts";

/** Reads of tasks, container instances and task definitions. */
export const taskReads: Readonly<Record<string, EmulatedOperation>> = {
  ListTasks: inCluster(listTasks),
  DescribeTasks: inCluster((call, cluster) => describeThings(call, cluster, TASKS)),
  ListContainerInstances: inCluster(listContainerInstances),
  DescribeContainerInstances: inCluster((call, cluster) =>
    describeThings(call, cluster, INSTANCES),
  ),
  ListTaskDefinitions: listTaskDefinitions,
  DescribeTaskDefinition: describeTaskDefinition,
};

function listTasks(call: EmulatedCall, cluster: string): EmulatedReply {
  const { input } = call;
  const { serviceName, desiredStatus = "RUNNING", containerInstance, family } = input;
  const service = typeof serviceName === "string" ? lastPart(serviceName) : undefined;
  const isKnown = servicesNow(call).some((one) => one.cluster === cluster && one.name === service);
  if (service !== undefined && !isKnown) {
    return { error: "ServiceNotFoundException", message: "Service not found." };
  }
  const instance = typeof containerInstance === "string" ? lastPart(containerInstance) : undefined;
  const fits = ({ body, service: owner }: EcsThing): boolean =>
    body["desiredStatus"] === desiredStatus &&
    (service === undefined || owner === service) &&
    (instance === undefined || lastPart(textOf(body["containerInstanceArn"])) === instance) &&
    (family === undefined || familyOf(body["taskDefinitionArn"]) === family) &&
    ["startedBy", "launchType"].every(
      (field) => input[field] === undefined || body[field] === input[field],
    );
  const tasks = thingsNow(call, "task").filter((one) => one.cluster === cluster && fits(one));
  return page(
    "taskArns",
    tasks.map(({ id }) => id),
    input,
  );
}

/** How things are described by their ids or ARNs, at most a hundred at once. */
interface Described {
  readonly kind: EcsThing["kind"];
  readonly field: string;
  /** What comes before the cluster in an ARN. */
  readonly path: string;
  readonly body: (call: EmulatedCall, thing: EcsThing) => JsonObject;
}

const TASKS: Described = {
  kind: "task",
  field: "tasks",
  path: "task",
  body: (_call, { body }) => body,
};

const INSTANCES: Described = {
  kind: "container-instance",
  field: "containerInstances",
  path: "container-instance",
  body: (call, { body, id }) => {
    const on = thingsNow(call, "task").filter((task) => task.body["containerInstanceArn"] === id);
    const running = on.filter((task) => task.body["lastStatus"] === "RUNNING").length;
    return { ...body, runningTasksCount: running, pendingTasksCount: 0 };
  },
};

function describeThings(
  call: EmulatedCall,
  cluster: string,
  { kind, field, path, body }: Described,
): EmulatedReply {
  const named = namesIn(call.input, field, 100);
  if ("refusal" in named) return named.refusal;
  const known = new Map(
    thingsNow(call, kind)
      .filter((thing) => thing.cluster === cluster)
      .map((thing) => [lastPart(thing.id), thing]),
  );
  return described(field, named.names, (name) => known.get(lastPart(name)), {
    body: (thing) => body(call, thing),
    arnOf: (name) => ecsArn(call, `${path}/${cluster}/${lastPart(name)}`),
  });
}

function listContainerInstances(call: EmulatedCall, cluster: string): EmulatedReply {
  const { status } = call.input;
  const found = thingsNow(call, "container-instance").filter(
    ({ cluster: own, body }) =>
      own === cluster &&
      (status === undefined ? body["status"] !== "INACTIVE" : body["status"] === status),
  );
  return page(
    "containerInstanceArns",
    found.map(({ id }) => id),
    call.input,
  );
}

function listTaskDefinitions(call: EmulatedCall): EmulatedReply {
  const { familyPrefix } = call.input;
  const found = thingsNow(call, "task-definition").filter(
    ({ id }) => familyPrefix === undefined || familyOf(id) === familyPrefix,
  );
  return page(
    "taskDefinitionArns",
    found.map(({ id }) => id),
    call.input,
  );
}

/** By `family:revision` or ARN; a family alone is its newest revision. */
function describeTaskDefinition(call: EmulatedCall): EmulatedReply {
  const wanted = lastPart(textOf(call.input["taskDefinition"]));
  const found = thingsNow(call, "task-definition").findLast(
    ({ id }) => lastPart(id) === wanted || familyOf(id) === wanted,
  );
  return found
    ? { output: { taskDefinition: found.body } }
    : { error: "ClientException", message: "Unable to describe task definition." };
}

function familyOf(taskDefinition: Json | undefined): string {
  return lastPart(textOf(taskDefinition)).replace(/:\d+$/, "");
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
