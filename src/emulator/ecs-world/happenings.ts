import type { Happening, ServiceAt, TaskAt } from "../ecs-world.ts";
import { targetGroupOf } from "./bodies.ts";
import { failRollout, type RolloutFailure } from "./failing-rollout.ts";
import { hostGone } from "./hosts.ts";
import type { Ending } from "./life.ts";
import { replace, startTasks, stopTasks } from "./rollouts.ts";
import type { EcsScheduler } from "./scheduler.ts";

/**
 * At a moment in the scenario's own time, something happens that nobody calls an API for. With a mark, its ids stand in
 * the world's `marked`.
 */
export function happens(at: string, happen: Happening["happen"], mark?: string): Happening {
  return { at, happen, ...(mark !== undefined && { mark }) };
}

/** AWS takes a Spot task's capacity back. */
export function spotInterruption(target: TaskAt): Happening["happen"] {
  return endsAndIsReplaced(target, {
    stopCode: "SpotInterruption",
    stoppedReason: "Your Spot Task was interrupted.",
    exitCode: 143,
  });
}

/** The load balancer's health checks fail; the scheduler starts another task and stops this one. */
export function failsLoadBalancerChecks(
  target: TaskAt,
  reason = "Health checks failed with these codes: [502]",
): Happening["happen"] {
  return (ecs) => {
    const { life, task } = ecs.task(target);
    const targetGroup = targetGroupOf(life) ?? "";
    const port = String(portOf(life.base));
    const where = `(port ${port}) is unhealthy in (target-group ${targetGroup})`;
    ecs.say(life, `(service ${life.name}) (task ${task.id}) ${where} due to (reason ${reason}).`);
    ecs.later(0.4, () => {
      stopTasks(ecs, life, [task], () => ({
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: `Task failed ELB health checks in (target-group ${targetGroup})`,
      }));
      replace(ecs, life);
    });
  };
}

/** The container's own health checks fail. */
export function failsContainerChecks(target: TaskAt): Happening["happen"] {
  return (ecs) => {
    const { life, task } = ecs.task(target);
    ecs.say(life, `(service ${life.name}) (task ${task.id}) failed container health checks.`);
    stopTasks(ecs, life, [task], () => ({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed container health checks",
    }));
    replace(ecs, life);
  };
}

/** The essential container exits by itself. */
export function crashes(target: TaskAt, exitCode = 1): Happening["happen"] {
  return endsAndIsReplaced(target, { ...EXITED, exitCode });
}

/** The kernel ends the essential container. */
export function runsOutOfMemory(target: TaskAt): Happening["happen"] {
  return endsAndIsReplaced(target, {
    ...EXITED,
    exitCode: 137,
    containerReason: "OutOfMemoryError: Container killed due to memory usage",
  });
}

/** Fargate retires what the task runs on. */
export function fargateMaintenance(target: TaskAt): Happening["happen"] {
  return endsAndIsReplaced(target, {
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: `Service ${target.service}: ECS is performing maintenance on the underlying infrastructure hosting the task`,
  });
}

/** Any other end of a task of a service, which the scheduler makes up for. */
export function endsAndIsReplaced(target: TaskAt, ending: Ending): Happening["happen"] {
  return (ecs) => {
    const { life, task } = ecs.task(target);
    ecs.end(task, ending);
    replace(ecs, life);
  };
}

/** Zones are evened out: a task is started in one, and one in another is stopped. */
export function rebalancesZones(target: TaskAt): Happening["happen"] {
  return (ecs) => {
    const { life, task } = ecs.task(target);
    const { name } = life;
    const [from, to] = [`${life.region}a`, `${life.region}c`];
    const many = `${String(life.desiredCount)} tasks in ${from}, 0 tasks in ${to}`;
    ecs.say(life, `(service ${name}) is not AZ balanced with ${many}. AZ Rebalancing in progress.`);
    ecs.later(9.1, () => {
      const [primary] = life.deployments;
      const tasks = primary ? ecs.create(life, primary, 1) : [];
      for (const one of tasks) {
        ecs.runSoon(one);
        ecs.say(
          life,
          `(service ${name}) has started 1 tasks in ${to} to AZ Rebalance: (task ${one.id}).`,
        );
      }
      life.tasks.push(...tasks);
    });
    ecs.later(71.3, () => {
      const by = `(deployment ${task.deployment ?? ""})`;
      ecs.say(
        life,
        `(service ${name}) has stopped 1 running tasks in ${from} due to AZ rebalancing: (task ${task.id}).`,
      );
      ecs.end(task, {
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: `Availability-zone rebalancing initiated by ${by}`,
      });
    });
  };
}

/**
 * The tasks of the deployment that is in progress come to nothing, one after the other, until the circuit breaker or an
 * alarm rolls it back, or until nobody does.
 */
export function deploymentFails(target: ServiceAt, failure: RolloutFailure): Happening["happen"] {
  return (ecs) => failRollout(ecs, ecs.service(target), failure);
}

/** New tasks of the service cannot start, so many times; what runs goes on running. */
export function cannotStart(
  target: ServiceAt,
  stoppedReason: string,
  times = 1,
): Happening["happen"] {
  return (ecs) => {
    const life = ecs.service(target);
    for (let time = 0; time < times; time += 1) {
      ecs.later(time * 21.5, () => {
        for (const task of startTasks(ecs, life, 1)) {
          ecs.later(11.2, () => {
            ecs.end(task, { stopCode: "TaskFailedToStart", stoppedReason, neverStarted: true });
          });
        }
      });
    }
  };
}

/** A container instance is gone: its hardware failed, or somebody ended it elsewhere. */
export function hostEnds(
  ec2InstanceId: string,
  what: "stopped" | "terminated" = "terminated",
): Happening["happen"] {
  return (ecs) => hostGone(ecs, ec2InstanceId, what);
}

/** The service says something else, in ECS's words after `(service NAME) `. */
export function says(target: ServiceAt, words: string): Happening["happen"] {
  return (ecs) => {
    const life = ecs.service(target);
    ecs.say(life, `(service ${life.name}) ${words}`);
  };
}

/** A task that belongs to no service ends: the one that `startedBy` names last. */
export function taskExits(startedBy: string, exitCode: number): Happening["happen"] {
  return (ecs: EcsScheduler) => {
    const task = [...ecs.loose.values()].findLast(({ body }) => body["startedBy"] === startedBy);
    if (!task) throw new Error(`No task runs that ${startedBy} started.`);
    ecs.end(task, { ...EXITED, exitCode });
  };
}

const EXITED = {
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
} as const;

function portOf(base: { readonly [key: string]: unknown }): number {
  const { loadBalancers } = base;
  const [first] = Array.isArray(loadBalancers) ? (loadBalancers as readonly object[]) : [];
  return Number(Reflect.get(first ?? {}, "containerPort") ?? 80);
}
