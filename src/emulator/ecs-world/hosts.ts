import { epoch } from "./bodies.ts";
import type { Ending, InstanceLife } from "./life.ts";
import { replace } from "./rollouts.ts";
import type { EcsScheduler } from "./scheduler.ts";

/** Shows how a container instance now is. */
export function showInstance(ecs: EcsScheduler, instance: InstanceLife): void {
  const { account, region, cluster, arn: id, body } = instance;
  ecs.chronicle.put({
    kind: "container-instance",
    account,
    region,
    cluster,
    id,
    from: ecs.now,
    body,
  });
}

/** An instance as it is registered. */
export function newInstance(arn: string, ec2InstanceId: string, at: number): InstanceLife["body"] {
  return {
    containerInstanceArn: arn,
    ec2InstanceId,
    version: 5,
    versionInfo: {
      agentVersion: "1.97.1",
      agentHash: "5b9e0a1f",
      dockerVersion: "DockerVersion: 25.0.8",
    },
    remainingResources: [],
    registeredResources: [],
    status: "ACTIVE",
    agentConnected: true,
    attributes: [],
    registeredAt: epoch(at),
    attachments: [],
    tags: [],
  };
}

/** The scheduler moves the tasks of services away from an instance. */
export function drain(ecs: EcsScheduler, instance: InstanceLife): void {
  instance.body = { ...instance.body, status: "DRAINING" };
  showInstance(ecs, instance);
  ecs.later(8.3, () => {
    endTasksOn(ecs, instance, {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task stopped because the container instance is in DRAINING state",
    });
  });
}

/** The instance is registered no more; its tasks end with it. */
export function deregister(ecs: EcsScheduler, instance: InstanceLife): void {
  leave(ecs, instance, {
    stopCode: "UserInitiated",
    stoppedReason: "Container instance deregistration forced by user",
  });
}

/** EC2 has stopped or terminated the instance. */
export function hostGone(
  ecs: EcsScheduler,
  ec2InstanceId: string,
  what: "stopped" | "terminated",
): void {
  const instance = ecs.instances.find((one) => one.ec2InstanceId === ec2InstanceId);
  if (!instance) return;
  leave(ecs, instance, {
    stopCode: "TerminationNotice",
    stoppedReason: `Host EC2 (instance ${ec2InstanceId}) ${what}.`,
  });
}

function leave(ecs: EcsScheduler, instance: InstanceLife, ending: Ending): void {
  instance.body = { ...instance.body, status: "INACTIVE", agentConnected: false };
  showInstance(ecs, instance);
  endTasksOn(ecs, instance, ending);
}

function endTasksOn(ecs: EcsScheduler, { arn }: InstanceLife, ending: Ending): void {
  for (const { task, life } of ecs.tasksOn(arn)) {
    ecs.end(task, ending);
    if (life) replace(ecs, life);
  }
}
