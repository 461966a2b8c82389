import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { Place } from "../stage.ts";
import { lastPart, withEpochTimes } from "../standing-services.ts";
import { epoch } from "./bodies.ts";
import { rollBack } from "./failing-rollout.ts";
import { deregister, drain, hostGone } from "./hosts.ts";
import type { ServiceLife, TaskLife } from "./life.ts";
import { newLife } from "./open-service.ts";
import { ownerOf } from "./deployments.ts";
import { replace, rollOut, scale, stopTasks } from "./rollouts.ts";
import type { EcsScheduler } from "./scheduler.ts";
import { createTaskSet, deleteTaskSet, makePrimary } from "./task-sets.ts";

/** What ECS does with a call that it has accepted. */
type Reaction = (ecs: EcsScheduler, call: AcceptedCall) => void;

interface AcceptedCall extends Place {
  readonly request: JsonObject;
  readonly response: JsonObject;
  /** The AWS service that called on somebody's behalf. */
  readonly invokedBy: string;
}

const REACTIONS: Readonly<Record<string, Reaction>> = {
  "ecs CreateService": serviceChanged,
  "ecs UpdateService": serviceChanged,
  "ecs DeleteService": serviceDeleted,
  "ecs CreateTaskSet": (ecs, call) => createTaskSet(ecs, call, call.response),
  "ecs DeleteTaskSet": (ecs, call) => deleteTaskSet(ecs, call, call.response),
  "ecs UpdateServicePrimaryTaskSet": (ecs, call) => makePrimary(ecs, call, call.response),
  "ecs StopTask": taskStopped,
  "ecs RunTask": tasksRun,
  "ecs StartTask": tasksRun,
  "ecs RegisterTaskDefinition": taskDefinitionRegistered,
  "ecs StopServiceDeployment": deploymentStopped,
  "ecs UpdateContainerInstancesState": instancesDrained,
  "ecs DeregisterContainerInstance": instanceDeregistered,
  "ec2 TerminateInstances": (ecs, call) => hostsEnded(ecs, call, "terminated"),
  "ec2 StopInstances": (ecs, call) => hostsEnded(ecs, call, "stopped"),
  "autoscaling TerminateInstanceInAutoScalingGroup": (ecs, { request }) => {
    hostGone(ecs, textOf(request["instanceId"]), "terminated");
  },
};

/** Whether ECS does anything when this record's call is made. */
export function isMoving(record: JsonObject): boolean {
  return record["errorCode"] === undefined && reactionTo(record) !== undefined;
}

/** Does what ECS does when this record's call is made. */
export function react(ecs: EcsScheduler, record: JsonObject): void {
  const { requestParameters, responseElements, userIdentity } = record;
  const identity = isObject(userIdentity) ? userIdentity : {};
  reactionTo(record)?.(ecs, {
    account: textOf(record["recipientAccountId"]),
    region: textOf(record["awsRegion"]),
    request: isObject(requestParameters) ? requestParameters : {},
    response: isObject(responseElements) ? responseElements : {},
    invokedBy: textOf(identity["invokedBy"]),
  });
}

function reactionTo({ eventSource, eventName }: JsonObject): Reaction | undefined {
  const key = `${textOf(eventSource).replace(".amazonaws.com", "")} ${textOf(eventName)}`;
  return Object.hasOwn(REACTIONS, key) ? REACTIONS[key] : undefined;
}

function serviceChanged(ecs: EcsScheduler, call: AcceptedCall): void {
  const { service } = call.response;
  if (!isObject(service)) return;
  const { deployments, events: _events, ...base } = withEpochTimes(service);
  const primary = Array.isArray(deployments) ? deployments.find(isObject) : undefined;
  const desiredCount = Number(base["desiredCount"] ?? 0);
  const cluster = lastPart(textOf(base["clusterArn"]));
  const name = textOf(base["serviceName"]);
  const { account, region } = call;
  const life =
    ecs.known({ account, region, cluster, service: name }) ??
    ecs.adopt(newLife({ account, region }, cluster, name));
  const before = life.desiredCount;
  Object.assign(life, { base, desiredCount });
  ecs.showService(life);
  if (primary && primary["id"] !== life.deployments[0]?.id) rollOut(ecs, life, primary);
  else if (desiredCount !== before) {
    ecs.about(life.deployments[0]?.id ?? "");
    scale(ecs, life);
  }
  if (call.invokedBy === "ecs.application-autoscaling.amazonaws.com") {
    showScaling(ecs, life, before);
  }
}

function showScaling(ecs: EcsScheduler, life: ServiceLife, before: number): void {
  const { cluster, name, desiredCount } = life;
  const resource = `service/${cluster}/${name}`;
  const id = ecs.newID(`${resource}/scaling`);
  const level = desiredCount > before ? "AlarmHigh" : "AlarmLow";
  const policy = `${name}-cpu-50`;
  const body: JsonObject = {
    ActivityId: id,
    ServiceNamespace: "ecs",
    ResourceId: resource,
    ScalableDimension: "ecs:service:DesiredCount",
    Description: `Setting desired count to ${String(desiredCount)}.`,
    Cause: `monitor alarm TargetTracking-${resource}-${level}-${id} in state ALARM triggered policy ${policy}`,
    StartTime: epoch(ecs.now - 1400),
    EndTime: epoch(ecs.now + 21_600),
    StatusCode: "Successful",
    StatusMessage: `Successfully set desired count to ${String(desiredCount)}. Change successfully fulfilled by ecs.`,
  };
  ecs.later(21.6, () => {
    ecs.chronicle.put({ kind: "scaling-activity", ...ownerOf(life), id, from: ecs.now, body });
  });
}

function serviceDeleted(ecs: EcsScheduler, { account, region, response }: AcceptedCall): void {
  const { service } = response;
  if (!isObject(service)) return;
  const { deployments: _deployments, events: _events, ...base } = withEpochTimes(service);
  const cluster = lastPart(textOf(base["clusterArn"]));
  const name = textOf(base["serviceName"]);
  const life = ecs.service({ account, region, cluster, service: name });
  life.rollout++;
  Object.assign(life, { base, desiredCount: 0 });
  ecs.showService(life);
  ecs.later(2.6, () => stopTasks(ecs, life, [...life.tasks, ...life.incoming]));
  ecs.later(44.4, () => {
    life.base = { ...life.base, status: "INACTIVE" };
    ecs.showService(life);
    for (const { id } of life.deployments) ecs.chronicle.end({ kind: "deployment", id }, ecs.now);
  });
}

/** StopTask names the task; what the caller wrote as its reason becomes the task's. */
function taskStopped(ecs: EcsScheduler, { request, response }: AcceptedCall): void {
  const { task: body } = response;
  if (!isObject(body)) return;
  const found = ecs.taskByID(lastPart(textOf(body["taskArn"])));
  if (!found) throw new Error(`The story stops the task ${textOf(body["taskArn"])}: none runs.`);
  const { reason } = request;
  const stoppedReason =
    typeof reason === "string" && reason !== "" ? reason : "Task stopped by user";
  ecs.end(found.task, { stopCode: "UserInitiated", stoppedReason });
  if (found.life) replace(ecs, found.life);
}

/** Tasks that belong to no service run until something ends them. */
function tasksRun(ecs: EcsScheduler, { account, region, response }: AcceptedCall): void {
  const { tasks } = response;
  if (!Array.isArray(tasks)) return;
  for (const one of tasks.filter(isObject)) {
    const arn = textOf(one["taskArn"]);
    const cluster = lastPart(textOf(one["clusterArn"]));
    const body = withEpochTimes({ ...one, ...imagesOf(ecs, { account, region }, one) });
    const count = ecs.loose.size;
    const isOnInstance = one["launchType"] === "EC2";
    const instance = isOnInstance
      ? ecs.instanceFor({ account, region }, cluster, count)
      : undefined;
    const task: TaskLife = {
      account,
      region,
      id: lastPart(arn),
      arn,
      cluster,
      ...(instance !== undefined && { instance }),
      body: { ...body, ...(instance !== undefined && { containerInstanceArn: instance }) },
      isEnded: false,
    };
    ecs.loose.set(task.id, task);
    ecs.show(task, task.body);
    ecs.runSoon(task);
  }
}

function imagesOf(ecs: EcsScheduler, place: Place, task: JsonObject): JsonObject {
  const { containers, taskDefinitionArn } = task;
  if (!Array.isArray(containers)) return {};
  const image = ecs.imageOf(place, lastPart(textOf(taskDefinitionArn)));
  return { containers: containers.filter(isObject).map((one) => ({ image, ...one })) };
}

function taskDefinitionRegistered(ecs: EcsScheduler, call: AcceptedCall): void {
  const { taskDefinition } = call.response;
  if (!isObject(taskDefinition)) return;
  const id = textOf(taskDefinition["taskDefinitionArn"]);
  const { containerDefinitions } = taskDefinition;
  const first = Array.isArray(containerDefinitions) ? containerDefinitions.find(isObject) : {};
  const { account, region } = call;
  ecs.images.set(`${account}/${region}/${lastPart(id)}`, textOf(first?.["image"]));
  const body = withEpochTimes(taskDefinition);
  ecs.chronicle.put({
    kind: "task-definition",
    account,
    region,
    cluster: "",
    id,
    from: ecs.now,
    body,
  });
}

function deploymentStopped(ecs: EcsScheduler, { account, region, request }: AcceptedCall): void {
  const arn = textOf(request["serviceDeploymentArn"]);
  const [, cluster = "", service = ""] = arn.split("/");
  const life = ecs.service({ account, region, cluster, service });
  if (life.deployments[0]?.history?.["serviceDeploymentArn"] !== arn) return;
  rollBack(ecs, life, { by: "request" });
}

function instancesDrained(ecs: EcsScheduler, { request }: AcceptedCall): void {
  if (request["status"] !== "DRAINING") return;
  const wanted = new Set(textsOf(request["containerInstances"]).map(lastPart));
  for (const one of ecs.instances) if (wanted.has(lastPart(one.arn))) drain(ecs, one);
}

function instanceDeregistered(ecs: EcsScheduler, { request }: AcceptedCall): void {
  const id = lastPart(textOf(request["containerInstance"]));
  const instance = ecs.instances.find(({ arn }) => lastPart(arn) === id);
  if (instance) deregister(ecs, instance);
}

/** EC2 writes `{"instancesSet":{"items":[{"instanceId":"i-…"}]}}`. */
function hostsEnded(
  ecs: EcsScheduler,
  { request }: AcceptedCall,
  what: "stopped" | "terminated",
): void {
  const { instancesSet } = request;
  const items = isObject(instancesSet) ? instancesSet["items"] : [];
  for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
    ecs.later(48.5, () => hostGone(ecs, textOf(item["instanceId"]), what));
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
