import type { JsonObject } from "../../core/record.ts";
import { epoch, targetGroupOf } from "./bodies.ts";
import { circuitBreakerOf, openDeployment, showDeployment, showHistory } from "./deployments.ts";
import type { DeploymentLife, Ending, ServiceLife, TaskLife } from "./life.ts";
import { named, type EcsScheduler } from "./scheduler.ts";

/**
 * Why the scheduler ends a task that a change has made superfluous. The deployment named is the task's own, also where
 * a newer one takes its place: so in all real events that were found, `startedBy` and the reason name the same.
 */
function scaledIn(task: TaskLife): Ending {
  return {
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: `Scaling activity initiated by (deployment ${task.deployment ?? ""})`,
  };
}

/** Starts tasks and says so. */
export function startTasks(
  ecs: EcsScheduler,
  life: ServiceLife,
  count: number,
): readonly TaskLife[] {
  const [primary] = life.deployments;
  if (!primary || count <= 0) return [];
  const tasks = ecs.create(life, primary, count);
  for (const task of tasks) ecs.runSoon(task);
  ecs.say(life, `(service ${life.name}) has started ${String(count)} tasks: ${named(tasks)}.`);
  return tasks;
}

/** Ends tasks, says so, and takes them from the load balancer. */
export function stopTasks(
  ecs: EcsScheduler,
  life: ServiceLife,
  tasks: readonly TaskLife[],
  why: (task: TaskLife) => Ending = scaledIn,
): void {
  if (tasks.length === 0) return;
  drainTargets(ecs, life, tasks.length);
  ecs.say(
    life,
    `(service ${life.name}) has stopped ${String(tasks.length)} running tasks: ${named(tasks)}.`,
  );
  for (const task of tasks) ecs.end(task, why(task));
}

function drainTargets(ecs: EcsScheduler, life: ServiceLife, count: number): void {
  const targetGroup = targetGroupOf(life);
  if (targetGroup === undefined) return;
  const { name } = life;
  ecs.say(
    life,
    `(service ${name}) deregistered ${String(count)} targets in (target-group ${targetGroup})`,
  );
  ecs.say(life, `(service ${name}) has begun draining connections on ${String(count)} tasks.`);
}

function registerTargets(ecs: EcsScheduler, life: ServiceLife, count: number): void {
  const targetGroup = targetGroupOf(life);
  if (targetGroup === undefined || count === 0) return;
  const targets = `registered ${String(count)} targets in (target-group ${targetGroup})`;
  ecs.say(life, `(service ${life.name}) ${targets}`);
}

function saySteady(ecs: EcsScheduler, life: ServiceLife): void {
  ecs.say(life, `(service ${life.name}) has reached a steady state.`);
}

/** Starts tasks in the place of those that have ended, some seconds from now. */
export function replace(ecs: EcsScheduler, life: ServiceLife, seconds = 7.4): void {
  ecs.later(seconds, () => {
    const missing = life.desiredCount - life.tasks.length;
    const tasks = startTasks(ecs, life, missing);
    life.tasks.push(...tasks);
    if (tasks.length === 0) return;
    ecs.later(32.1, () => registerTargets(ecs, life, tasks.length));
    ecs.later(54.9, () => {
      if (life.incoming.length === 0) saySteady(ecs, life);
    });
  });
}

/** More or fewer tasks of the same deployment. */
export function scale(ecs: EcsScheduler, life: ServiceLife): void {
  const [primary] = life.deployments;
  if (primary) showDeployment(ecs, life, primary, { desiredCount: life.desiredCount });
  if (life.desiredCount > life.tasks.length) {
    replace(ecs, life, 4.1);
    return;
  }
  ecs.later(3.2, () => {
    stopTasks(ecs, life, life.tasks.slice(life.desiredCount));
    ecs.later(31.6, () => saySteady(ecs, life));
  });
}

/** Takes a deployment's steps, as long as no other has begun. */
export function inRollout(
  ecs: EcsScheduler,
  life: ServiceLife,
  seconds: number,
  take: () => void,
): void {
  const { rollout } = life;
  ecs.later(seconds, () => {
    if (life.rollout === rollout) take();
  });
}

/** A rolling deployment: new tasks are started, then the others are stopped, then it is complete. */
export function rollOut(ecs: EcsScheduler, life: ServiceLife, body: JsonObject): void {
  const deployment = openDeployment(ecs, life, body);
  life.rollout++;
  ecs.about(deployment.id);
  inRollout(ecs, life, 6.3, () => {
    life.incoming = [...startTasks(ecs, life, life.desiredCount)];
  });
  inRollout(ecs, life, 58.7, () => registerTargets(ecs, life, life.incoming.length));
  inRollout(ecs, life, 121.5, () => {
    const others = life.tasks;
    life.tasks = life.incoming;
    life.incoming = [];
    stopTasks(ecs, life, others);
  });
  inRollout(ecs, life, 231.8, () => complete(ecs, life, deployment));
}

export function complete(ecs: EcsScheduler, life: ServiceLife, deployment: DeploymentLife): void {
  for (const one of life.deployments.filter((other) => other !== deployment)) {
    ecs.chronicle.end({ kind: "deployment", id: one.id }, ecs.now);
  }
  life.deployments = [deployment];
  showDeployment(ecs, life, deployment, {
    rolloutState: "COMPLETED",
    rolloutStateReason: `ECS deployment ${deployment.id} completed.`,
  });
  if (deployment.history?.["status"] === "IN_PROGRESS") {
    showHistory(ecs, life, deployment, {
      status: "SUCCESSFUL",
      finishedAt: epoch(ecs.now),
      deploymentCircuitBreaker: {
        ...circuitBreakerOf(deployment),
        status: "MONITORING_COMPLETE",
      },
    });
  }
  ecs.say(life, `(service ${life.name}) (deployment ${deployment.id}) deployment completed.`);
  saySteady(ecs, life);
}
