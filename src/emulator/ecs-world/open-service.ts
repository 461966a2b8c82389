import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { Place } from "../stage.ts";
import { lastPart, withEpochTimes } from "../standing-services.ts";
import { serviceRevisionArn } from "./bodies.ts";
import type { ServiceLife } from "./life.ts";
import { ownerOf } from "./deployments.ts";
import type { EcsScheduler } from "./scheduler.ts";

/** A service before its first deployment. */
export function newLife({ account, region }: Place, cluster: string, name: string): ServiceLife {
  return {
    account,
    region,
    cluster,
    name,
    base: {},
    desiredCount: 0,
    deployments: [],
    tasks: [],
    incoming: [],
    rollout: 0,
    said: 0,
    saidAt: 0,
  };
}

/** A service as a scenario begins with it, and its tasks. */
export function openService(ecs: EcsScheduler, place: Place, service: JsonObject): void {
  const { deployments, events: _events, ...base } = withEpochTimes(service);
  const primary = Array.isArray(deployments) ? deployments.find(isObject) : undefined;
  const cluster = lastPart(textOf(base["clusterArn"]));
  const life = ecs.adopt(newLife(place, cluster, textOf(base["serviceName"])));
  Object.assign(life, { base, desiredCount: Number(base["desiredCount"] ?? 0) });
  ecs.showService(life);
  if (!primary) return;
  const id = textOf(primary["id"]);
  const deployment = {
    id,
    taskDefinition: lastPart(textOf(primary["taskDefinition"])),
    revisionArn: serviceRevisionArn(place, `${cluster}/${life.name}`, id),
    body: primary,
    created: 0,
  };
  life.deployments = [deployment];
  ecs.chronicle.put({ kind: "deployment", ...ownerOf(life), id, from: ecs.now, body: primary });
  life.tasks = [...ecs.create(life, deployment, life.desiredCount)];
  for (const task of life.tasks) ecs.runSoon(task);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
