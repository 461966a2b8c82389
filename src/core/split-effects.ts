import type { EffectKind, RawEffect, ReadEffect } from "./effect.ts";
import { objectsIn, pick } from "./json-fields.ts";
import { readEffects } from "./read-effects.ts";
import type { JsonObject } from "./record.ts";

/** Where an answer of the API came from, which it says only in ARNs, and when it was asked for. */
export interface EffectPlace {
  readonly account: string;
  readonly region: string;
  /** ISO 8601 in UTC; absent for a file that does not say. */
  readonly seenAt?: string;
}

/** An answer of the API, as JSON: dates as seconds since 1970 or ISO 8601. Never throws, whatever it holds. */
export type SplitEffects = (body: JsonObject, place: EffectPlace) => readonly ReadEffect[];

/** What the service stands beside in each of its events, deployments and task sets. */
const OF_SERVICE = ["serviceArn", "serviceName", "clusterArn"];

/** The service events, deployments and task sets in an answer of DescribeServices. */
export const splitServices: SplitEffects = (body, place) =>
  objectsIn(body, "services").flatMap((service) => {
    const beside = pick(service, OF_SERVICE);
    const parts: readonly (readonly [EffectKind, string])[] = [
      ["service-event", "events"],
      ["deployment", "deployments"],
      ["task-set", "taskSets"],
    ];
    return parts.flatMap(([form, list]) =>
      objectsIn(service, list).flatMap((part) => keep(form, { ...beside, ...part }, place)),
    );
  });

/** The tasks in an answer of DescribeTasks; each may tell several effects. */
export const splitTasks: SplitEffects = splitList("task", "tasks");

/** The deployments in an answer of DescribeServiceDeployments or, with less to tell, ListServiceDeployments. */
export const splitServiceDeployments: SplitEffects = splitList(
  "service-deployment",
  "serviceDeployments",
);

/** The revisions in an answer of DescribeServiceRevisions. */
export const splitServiceRevisions: SplitEffects = splitList(
  "service-revision",
  "serviceRevisions",
);

/** The task sets in an answer of DescribeTaskSets. */
export const splitTaskSets: SplitEffects = splitList("task-set", "taskSets");

/** The container instances in an answer of DescribeContainerInstances. */
export const splitContainerInstances: SplitEffects = splitList(
  "container-instance",
  "containerInstances",
);

/** The activities of ECS services in an answer of Application Auto Scaling's DescribeScalingActivities. */
export const splitScalingActivities: SplitEffects = splitList(
  "scaling-activity",
  "ScalingActivities",
);

function splitList(form: EffectKind, list: string): SplitEffects {
  return (body, place) => objectsIn(body, list).flatMap((one) => keep(form, one, place));
}

function keep(form: string, body: JsonObject, place: EffectPlace): readonly ReadEffect[] {
  const raw: RawEffect = { form, ...place, body };
  return readEffects(raw).map((effect) => ({ effect, raw }));
}
