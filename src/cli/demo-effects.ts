import type { Interval } from "../core/coverage.ts";
import type { ReadEffect } from "../core/effect.ts";
import type { JsonObject } from "../core/record.ts";
import {
  splitScalingActivities,
  splitServiceDeployments,
  splitServices,
  splitTasks,
  type SplitEffects,
} from "../core/split-effects.ts";
import type { EcsThing, EcsThingKind } from "../emulator/ecs-world.ts";
import type { Scenario } from "../emulator/scenario.ts";

/** A deployment takes that long to fail at most: what began before still leads to what is asked about. */
const BEFORE_MS = 6 * 3_600_000;

/** All that ECS did in a stretch of a scenario, as if a sync had kept it. */
export function demoEffects({ ecs, now }: Scenario, window: Interval): readonly ReadEffect[] {
  const end = Date.parse(now);
  const [from, to] = [Date.parse(window.from) - BEFORE_MS, Math.min(end, Date.parse(window.to))];
  const things = (ecs?.things ?? []).filter((thing) => thing.from <= end);
  const services = new Map(
    things.filter(({ kind }) => kind === "service").map((thing) => [serviceOf(thing), thing.body]),
  );
  return things.flatMap((thing) => {
    const read = READERS.get(thing.kind);
    // A thing is told by its latest version, which may be later than what happened to it.
    if (read === undefined || thing.from > to || (thing.until ?? end) < from) return [];
    const [split, list] = read;
    const { account, region, body, until = end } = thing;
    const seenAt = new Date(Math.min(until, end)).toISOString();
    const service = services.get(serviceOf(thing)) ?? {};
    return split(wrap(thing.kind, list, body, service), { account, region, seenAt });
  });
}

function serviceOf({ account, region, cluster, service = "" }: EcsThing): string {
  return JSON.stringify([account, region, cluster, service]);
}

/** How an answer of the API holds a thing of each kind. */
const READERS: ReadonlyMap<EcsThingKind, readonly [split: SplitEffects, list: string]> = new Map([
  ["deployment", [splitServices, "deployments"]],
  ["event", [splitServices, "events"]],
  ["scaling-activity", [splitScalingActivities, "ScalingActivities"]],
  ["service-deployment", [splitServiceDeployments, "serviceDeployments"]],
  ["task", [splitTasks, "tasks"]],
  ["task-set", [splitServices, "taskSets"]],
]);

/** What belongs to a service stands inside of it in the API's answer. */
function wrap(
  kind: EcsThingKind,
  list: string,
  body: JsonObject,
  { serviceArn, serviceName, clusterArn }: JsonObject,
): JsonObject {
  const isOfService = kind === "deployment" || kind === "event" || kind === "task-set";
  if (!isOfService) return { [list]: [body] };
  return { services: [{ serviceArn, serviceName, clusterArn, [list]: [body] }] };
}
