import type { JsonObject } from "../../core/record.ts";
import { sessionKey } from "../callers/role-session.ts";
import { javaDate, type ApiCall, type Scene } from "../record-writer.ts";
import { hexOf, lettersOf } from "../stable-ids.ts";
import type { ServiceState } from "../stage.ts";
import { ecsArn, networkConfiguration } from "./service-body.ts";

/** Which task of a service is meant: the first is 0. */
export interface TaskOfService {
  readonly cluster: string;
  readonly service: string;
  readonly index?: number;
}

/** ecs StopTask of a service's task. The caller names the task; only the response's `group` names the service. */
export function stopTask(target: TaskOfService, reason: string): ApiCall {
  return {
    service: "ecs",
    operation: "StopTask",
    readOnly: false,
    request: (scene) => ({ cluster: target.cluster, task: find(target, scene).id, reason }),
    respond: (scene) => {
      const { state, id } = find(target, scene);
      const startedAt = state.deployments[0]?.createdAt ?? state.updatedAt;
      const task = taskBody(scene, {
        id,
        cluster: target.cluster,
        group: `service:${target.service}`,
        startedBy: state.deployments[0]?.id ?? "",
        taskDefinition: state.taskDefinition,
        launchType: state.launchType,
        createdAt: startedAt,
      });
      const stop = { desiredStatus: "STOPPED", stopCode: "UserInitiated", stoppedReason: reason };
      return { task: { ...task, ...stop, stoppingAt: javaDate(scene.at) } };
    },
  };
}

/** ecs RunTask. `failure` is the reason for which not one task was placed. */
export function runTask(request: {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly launchType: "FARGATE" | "EC2";
  readonly startedBy?: string;
  readonly failure?: string;
}): ApiCall {
  const { failure, ...typed } = request;
  return {
    service: "ecs",
    operation: "RunTask",
    readOnly: false,
    request: (scene) => ({
      ...typed,
      count: 1,
      ...(typed.launchType === "FARGATE" && {
        networkConfiguration: networkConfiguration(scene),
      }),
    }),
    respond: (scene) => {
      if (failure !== undefined) {
        const arn = ecsArn(scene, `container-instance/${hexOf(request.cluster, 32)}`);
        return { tasks: [], failures: [{ arn, reason: failure }] };
      }
      const task = taskBody(scene, {
        id: hexOf(scene.key, 32),
        cluster: request.cluster,
        group: `family:${request.taskDefinition.replace(/:\d+$/, "")}`,
        startedBy: request.startedBy ?? "",
        taskDefinition: request.taskDefinition,
        launchType: request.launchType,
        createdAt: scene.at,
      });
      return { tasks: [{ ...task, lastStatus: "PROVISIONING" }], failures: [] };
    },
  };
}

/** ecs ExecuteCommand: a shell or one command in a running container. */
export function executeCommand(target: TaskOfService, command: string): ApiCall {
  return {
    service: "ecs",
    operation: "ExecuteCommand",
    readOnly: false,
    request: (scene) => ({
      cluster: target.cluster,
      container: target.service,
      command,
      interactive: true,
      task: find(target, scene).id,
    }),
    respond: (scene) => {
      const { id } = find(target, scene);
      const path = `${target.cluster}/${id}`;
      const sessionId = `ecs-execute-command-${lettersOf(scene.key, 26).toLowerCase()}`;
      return {
        clusterArn: ecsArn(scene, `cluster/${target.cluster}`),
        containerArn: ecsArn(scene, `container/${path}/${hexOf(id, 32)}`),
        containerName: target.service,
        interactive: true,
        session: {
          sessionId,
          streamUrl: `wss://ssmmessages.${scene.region}.amazonaws.com/v1/data-channel/${sessionId}?role=publish_subscribe&cell-number=AAEAA`,
          tokenValue: "HIDDEN_DUE_TO_SECURITY_REASONS",
        },
        taskArn: ecsArn(scene, `task/${path}`),
      };
    },
  };
}

/** sts AssumeRole as ECS makes it for a task: it names the session after the task, and renews it every few hours. */
export function giveTaskItsRole(target: TaskOfService, role: string, issued: string): ApiCall {
  return {
    service: "sts",
    operation: "AssumeRole",
    readOnly: true,
    request: (scene) => ({
      roleArn: `arn:aws:iam::${scene.account}:role/${role}`,
      roleSessionName: find(target, scene).id,
      durationSeconds: 21_600,
    }),
    // AWS's answer to ECS is recorded without the session's own ARN.
    respond: (scene) => {
      const session = find(target, scene).id;
      return {
        credentials: {
          accessKeyId: sessionKey({ account: scene.account, role, session, issued }),
          sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS",
          expiration: javaDate(new Date(scene.at.getTime() + 21_600_000)),
        },
      };
    },
    more: ({ account }) => ({
      resources: [
        {
          accountId: account,
          type: "AWS::IAM::Role",
          ARN: `arn:aws:iam::${account}:role/${role}`,
        },
      ],
    }),
  };
}

function find(
  { cluster, service, index = 0 }: TaskOfService,
  scene: Scene,
): { readonly state: ServiceState; readonly id: string } {
  const state = scene.stage.service(scene, cluster, service, scene.at);
  const id = state.tasks[index];
  if (id === undefined) throw new Error(`The story has no task ${String(index)} of ${service}.`);
  return { state, id };
}

function taskBody(
  scene: Scene,
  task: {
    readonly id: string;
    readonly cluster: string;
    readonly group: string;
    readonly startedBy: string;
    readonly taskDefinition: string;
    readonly launchType: "FARGATE" | "EC2";
    readonly createdAt: Date;
  },
): JsonObject {
  const family = task.taskDefinition.replace(/:\d+$/, "");
  const taskArn = ecsArn(scene, `task/${task.cluster}/${task.id}`);
  return {
    taskArn,
    clusterArn: ecsArn(scene, `cluster/${task.cluster}`),
    taskDefinitionArn: ecsArn(scene, `task-definition/${task.taskDefinition}`),
    containers: [
      {
        containerArn: ecsArn(scene, `container/${task.cluster}/${task.id}/${hexOf(task.id, 32)}`),
        taskArn,
        name: family,
        lastStatus: "RUNNING",
        healthStatus: "UNKNOWN",
        cpu: "0",
      },
    ],
    overrides: { containerOverrides: [{ name: family }], inferenceAcceleratorOverrides: [] },
    cpu: "512",
    memory: "1024",
    lastStatus: "RUNNING",
    desiredStatus: "RUNNING",
    connectivity: "CONNECTED",
    createdAt: javaDate(task.createdAt),
    ...(task.startedBy !== "" && { startedBy: task.startedBy }),
    group: task.group,
    launchType: task.launchType,
    ...(task.launchType === "FARGATE" && { platformVersion: "1.4.0" }),
    attachments: [],
    tags: [],
    version: 3,
  };
}
