import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { EcsThing, EcsThingKind } from "../ecs-world.ts";
import type { EmulatedCall } from "../service.ts";
import { lastPart, standingServices, type StandingService } from "../standing-services.ts";

/** ECS shows so many of a service's events. */
const EVENTS_SHOWN = 100;

/** The things of a kind as they are now, in the order in which they came about. */
export function thingsNow(call: EmulatedCall, kind: EcsThingKind): readonly EcsThing[] {
  const { world, account, region } = call;
  const now = world.now().getTime();
  return (world.scenario.ecs?.things ?? []).filter(
    (thing) =>
      thing.kind === kind &&
      thing.account === account &&
      thing.region === region &&
      thing.from <= now &&
      (thing.until === undefined || now < thing.until),
  );
}

/** The services as they are now, those that are no more included. */
export function servicesNow(call: EmulatedCall): readonly StandingService[] {
  const { world, account, region } = call;
  if (!world.scenario.ecs) return standingServices(world.scenario, account, region, world.now());
  const parts = {
    events: thingsNow(call, "event"),
    deployments: thingsNow(call, "deployment"),
    tasks: thingsNow(call, "task"),
    taskSets: thingsNow(call, "task-set"),
    history: thingsNow(call, "service-deployment"),
  };
  return thingsNow(call, "service").map((thing) => standing(thing, parts));
}

interface Parts {
  readonly events: readonly EcsThing[];
  readonly deployments: readonly EcsThing[];
  readonly tasks: readonly EcsThing[];
  readonly taskSets: readonly EcsThing[];
  readonly history: readonly EcsThing[];
}

function standing(thing: EcsThing, parts: Parts): StandingService {
  const { cluster, service: name = "", id: arn } = thing;
  const own = (things: readonly EcsThing[]): readonly JsonObject[] =>
    things.filter((one) => one.cluster === cluster && one.service === name).map(({ body }) => body);
  const tasks = own(parts.tasks);
  const deployments = own(parts.deployments)
    .map((body) => ({ ...body, ...countsOf(tasks, body["id"]) }))
    .toSorted(newestFirst);
  const taskSets = own(parts.taskSets).map((body) => ({ ...body, ...countsOf(tasks, body["id"]) }));
  const current = own(parts.history).toSorted(newestFirst)[0];
  const body = {
    ...thing.body,
    ...countsOf(tasks),
    deployments,
    ...(taskSets.length > 0 && { taskSets }),
    ...(current && currentOf(current)),
    events: own(parts.events).toReversed().slice(0, EVENTS_SHOWN),
  };
  return { cluster, name, arn, body };
}

function currentOf(deployment: JsonObject): JsonObject {
  const { serviceDeploymentArn, targetServiceRevision } = deployment;
  return {
    ...(serviceDeploymentArn !== undefined && { currentServiceDeployment: serviceDeploymentArn }),
    currentServiceRevisions: isObject(targetServiceRevision) ? [targetServiceRevision] : [],
  };
}

/** PRIMARY before what it replaces. */
function newestFirst(one: JsonObject, other: JsonObject): number {
  const rank = (body: JsonObject): number => (body["status"] === "PRIMARY" ? 1 : 0);
  const age = Number(other["createdAt"] ?? 0) - Number(one["createdAt"] ?? 0);
  return rank(other) - rank(one) || age;
}

function countsOf(tasks: readonly JsonObject[], startedBy?: Json): JsonObject {
  const wanted = tasks.filter(
    (task) =>
      task["desiredStatus"] === "RUNNING" &&
      (startedBy === undefined || task["startedBy"] === startedBy),
  );
  const running = wanted.filter((task) => task["lastStatus"] === "RUNNING").length;
  return { runningCount: running, pendingCount: wanted.length - running };
}

/** The clusters that anything lies in. */
export function clustersNow(call: EmulatedCall): readonly string[] {
  const ofThings = (["task", "container-instance"] as const).flatMap((kind) =>
    thingsNow(call, kind).map(({ cluster }) => cluster),
  );
  const ofServices = servicesNow(call).map(({ cluster }) => cluster);
  return [...new Set([...ofServices, ...ofThings])].toSorted();
}

/** The cluster that a request names, by name or ARN. */
export function clusterOf({ cluster }: JsonObject): string {
  return typeof cluster === "string" && cluster !== "" ? lastPart(cluster) : "default";
}
