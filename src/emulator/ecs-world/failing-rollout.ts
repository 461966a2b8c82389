import { epoch } from "./bodies.ts";
import type { DeploymentLife, Ending, ServiceLife } from "./life.ts";
import { circuitBreakerOf, showDeployment, showHistory } from "./deployments.ts";
import { complete, inRollout, startTasks, stopTasks } from "./rollouts.ts";
import type { EcsScheduler } from "./scheduler.ts";

/** How a deployment comes to nothing. */
export interface RolloutFailure {
  /** How each of its tasks ends. */
  readonly ending: Ending;
  /** What the service says of each before, after `(service NAME) (task ID) `. */
  readonly says?: string;
  /** How many tasks end so. Default 3, as the circuit breaker wants it at least. */
  readonly failures?: number;
  /** Seconds from one to the next. Default 25. */
  readonly every?: number;
  /** Who takes it back. Default the circuit breaker; `nobody`: the scheduler tries on and on. */
  readonly by?: "circuit-breaker" | "alarm" | "nobody";
  /** The alarm's name. */
  readonly alarm?: string;
}

/** @throws Error where the service has no deployment in progress. */
export function failRollout(ecs: EcsScheduler, life: ServiceLife, failure: RolloutFailure): void {
  const [deployment] = life.deployments;
  if (!deployment || deployment.body["rolloutState"] !== "IN_PROGRESS") {
    throw new Error(`No deployment of ${life.name} is in progress then.`);
  }
  const { failures = 3, every = 25, by = "circuit-breaker" } = failure;
  life.rollout++;
  ecs.about(deployment.id);
  for (let time = 0; time < failures; time += 1) {
    inRollout(ecs, life, time * every, () => failOne(ecs, life, deployment, failure));
  }
  inRollout(ecs, life, failures * every + 0.9, () => {
    if (by !== "nobody") return rollBack(ecs, life, failure);
    const { name } = life;
    ecs.say(life, `(service ${name}) is unable to consistently start tasks successfully.`);
  });
}

function failOne(
  ecs: EcsScheduler,
  life: ServiceLife,
  deployment: DeploymentLife,
  { ending, says }: RolloutFailure,
): void {
  if (life.incoming.length === 0) life.incoming = [...startTasks(ecs, life, 1)];
  const [task] = life.incoming;
  if (!task) return;
  const failedTasks = Number(deployment.body["failedTasks"] ?? 0) + 1;
  showDeployment(ecs, life, deployment, { failedTasks });
  const breaker = { ...circuitBreakerOf(deployment), failureCount: failedTasks };
  showHistory(ecs, life, deployment, { deploymentCircuitBreaker: breaker });
  inRollout(ecs, life, 4.2, () => {
    if (says !== undefined) ecs.say(life, `(service ${life.name}) (task ${task.id}) ${says}`);
    if (ending.stopCode === "ServiceSchedulerInitiated") stopTasks(ecs, life, [task], () => ending);
    else ecs.end(task, ending);
  });
  inRollout(ecs, life, 9.8, () => {
    if (life.incoming.length < life.desiredCount) life.incoming.push(...startTasks(ecs, life, 1));
  });
}

const BROKEN = {
  "circuit-breaker": {
    rollout: "ECS deployment circuit breaker: tasks failed to start.",
    said: "deployment failed: tasks failed to start.",
    history: "Service deployment rolled back because the circuit breaker threshold was exceeded.",
  },
  alarm: {
    rollout: "ECS deployment failed: alarm detected.",
    said: "deployment failed: alarm detected.",
    history: "Service deployment rolled back because alarms were triggered.",
  },
  request: {
    rollout: "ECS deployment failed: rollback requested.",
    said: "deployment failed: rollback requested.",
    history: "Service deployment rolled back by user.",
  },
} as const;

/** Takes the newest deployment back: the one before it is PRIMARY again and, some time later, complete. */
export function rollBack(
  ecs: EcsScheduler,
  life: ServiceLife,
  { by = "circuit-breaker", alarm }: Pick<RolloutFailure, "alarm"> & { by?: string },
): void {
  const [failed, good] = life.deployments;
  if (!failed || !good) return;
  const words = by === "alarm" || by === "request" ? BROKEN[by] : BROKEN["circuit-breaker"];
  life.rollout++;
  ecs.about(failed.id);
  life.deployments = [good, failed];
  showDeployment(ecs, life, failed, {
    status: "ACTIVE",
    desiredCount: 0,
    rolloutState: "FAILED",
    rolloutStateReason: words.rollout,
  });
  showDeployment(ecs, life, good, {
    status: "PRIMARY",
    desiredCount: life.desiredCount,
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${good.id}.`,
  });
  showHistory(ecs, life, failed, {
    status: "ROLLBACK_IN_PROGRESS",
    statusReason: words.history,
    rollback: {
      reason: words.history,
      startedAt: epoch(ecs.now),
      serviceRevisionArn: good.revisionArn,
    },
    ...(by === "circuit-breaker" && {
      deploymentCircuitBreaker: { ...circuitBreakerOf(failed), status: "TRIGGERED" },
    }),
    ...(by === "alarm" && {
      alarms: {
        status: "TRIGGERED",
        alarmNames: [alarm ?? ""],
        triggeredAlarmNames: [alarm ?? ""],
      },
    }),
  });
  const { name } = life;
  ecs.say(life, `(service ${name}) (deployment ${failed.id}) ${words.said}`);
  ecs.say(life, `(service ${name}) rolling back to deployment ${good.id}.`);
  settleBack(ecs, life, failed, good);
}

function settleBack(
  ecs: EcsScheduler,
  life: ServiceLife,
  failed: DeploymentLife,
  good: DeploymentLife,
): void {
  life.base = { ...life.base, taskDefinition: good.body["taskDefinition"] ?? "" };
  ecs.showService(life);
  inRollout(ecs, life, 18.2, () => {
    const superfluous = [...life.incoming, ...life.tasks].filter(
      ({ deployment }) => deployment === failed.id,
    );
    const missing = life.desiredCount - (life.tasks.length - countOf(life, failed));
    life.tasks.push(...startTasks(ecs, life, missing));
    stopTasks(ecs, life, superfluous);
  });
  inRollout(ecs, life, 64.5, () => {
    showHistory(ecs, life, failed, {
      status: "ROLLBACK_SUCCESSFUL",
      finishedAt: epoch(ecs.now),
    });
    complete(ecs, life, good);
  });
}

function countOf({ tasks }: ServiceLife, { id }: DeploymentLife): number {
  return tasks.filter(({ deployment }) => deployment === id).length;
}
