import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { Place } from "../stage.ts";
import { lastPart, withEpochTimes } from "../standing-services.ts";
import type { ServiceLife } from "./life.ts";
import { ownerOf } from "./deployments.ts";
import { named, type EcsScheduler } from "./scheduler.ts";

interface TaskSet {
  readonly life: ServiceLife;
  /** `ecs-svc/…`, as its tasks' `startedBy`. */
  readonly id: string;
  readonly body: JsonObject;
}

/** The task set in a response, and its service. */
function taskSetIn(ecs: EcsScheduler, place: Place, response: JsonObject): TaskSet | undefined {
  const { taskSet } = response;
  if (!isObject(taskSet)) return undefined;
  const { account, region } = place;
  const cluster = lastPart(textOf(taskSet["clusterArn"]));
  const service = lastPart(textOf(taskSet["serviceArn"]));
  const life = ecs.service({ account, region, cluster, service });
  return { life, id: textOf(taskSet["id"]), body: withEpochTimes(taskSet) };
}

function show(ecs: EcsScheduler, { life, id, body }: TaskSet): void {
  ecs.chronicle.put({ kind: "task-set", ...ownerOf(life), id, from: ecs.now, body });
}

/** The tasks of a new task set run beside those of the others. */
export function createTaskSet(ecs: EcsScheduler, place: Place, response: JsonObject): void {
  const set = taskSetIn(ecs, place, response);
  if (!set) return;
  const { life, id, body } = set;
  show(ecs, set);
  ecs.about(id);
  const count = Number(body["computedDesiredCount"] ?? life.desiredCount);
  const taskDefinition = lastPart(textOf(body["taskDefinition"]));
  ecs.later(6.8, () => {
    const tasks = ecs.create(
      life,
      { id, taskDefinition, revisionArn: "", body, created: 0 },
      count,
    );
    if (tasks.length === 0) return;
    for (const task of tasks) ecs.runSoon(task);
    life.tasks.push(...tasks);
    const started = `has started ${String(count)} tasks: ${named(tasks)}.`;
    ecs.say(life, `(service ${life.name}, taskSet ${id}) ${started}`);
  });
}

/** The tasks of a deleted task set end with it. */
export function deleteTaskSet(ecs: EcsScheduler, place: Place, response: JsonObject): void {
  const set = taskSetIn(ecs, place, response);
  if (!set) return;
  const { life, id } = set;
  show(ecs, set);
  ecs.about(id);
  ecs.later(4.4, () => {
    const tasks = life.tasks.filter(({ deployment }) => deployment === id);
    if (tasks.length > 0) {
      const which = `(service ${life.name}, taskSet ${id})`;
      const count = String(tasks.length);
      ecs.say(life, `${which} has begun draining connections on ${count} tasks.`);
      ecs.say(life, `${which} has stopped ${count} running tasks: ${named(tasks)}.`);
    }
    for (const task of tasks) {
      const stoppedReason = `Scaling activity initiated by (deployment ${id})`;
      ecs.end(task, { stopCode: "ServiceSchedulerInitiated", stoppedReason });
    }
    ecs.chronicle.end({ kind: "task-set", id }, ecs.now);
  });
}

/** The one that was PRIMARY is ACTIVE from now on. */
export function makePrimary(ecs: EcsScheduler, place: Place, response: JsonObject): void {
  const set = taskSetIn(ecs, place, response);
  if (!set) return;
  const { life, id } = set;
  const others = new Map(
    ecs.chronicle.things
      .filter(
        ({ kind, service, cluster }) =>
          kind === "task-set" && service === life.name && cluster === life.cluster,
      )
      .flatMap(({ id: other, until, body }) =>
        other !== id && until === undefined && body["status"] === "PRIMARY" ? [[other, body]] : [],
      ),
  );
  for (const [other, body] of others)
    show(ecs, { life, id: other, body: { ...body, status: "ACTIVE" } });
  show(ecs, set);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
