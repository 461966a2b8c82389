import type { JsonObject } from "../../core/record.ts";
import { ecsArn } from "../calls/service-body.ts";
import { hexOf, lettersOf, digitsOf } from "../stable-ids.ts";
import type { Place } from "../stage.ts";
import type { Ending, ServiceLife } from "./life.ts";

/** ECS's API counts epoch seconds. */
export function epoch(milliseconds: number): number {
  return milliseconds / 1000;
}

/** The ARN of the service deployment that belongs to a deployment `ecs-svc/…` of a service. */
export function serviceDeploymentArn(place: Place, service: string, deployment: string): string {
  return ecsArn(
    place,
    `service-deployment/${service}/${lettersOf(`${deployment}/deployment`, 21)}`,
  );
}

/** The ARN of the service revision that a deployment `ecs-svc/…` brings about. */
export function serviceRevisionArn(place: Place, service: string, deployment: string): string {
  return ecsArn(place, `service-revision/${service}/${digitsOf(`${deployment}/revision`)}`);
}

/** The id of a container instance: 32 hexadecimal characters. */
export function containerInstanceArn(place: Place, cluster: string, ec2InstanceId: string): string {
  return ecsArn(place, `container-instance/${cluster}/${hexOf(ec2InstanceId, 32)}`);
}

export interface TaskShape extends Place {
  readonly cluster: string;
  readonly id: string;
  readonly group: string;
  readonly startedBy?: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly image: string;
  readonly launchType: string;
  readonly onSpot: boolean;
  readonly containerInstance?: string;
  readonly createdAt: number;
}

/** A task that ECS has just created. */
export function newTask(shape: TaskShape): JsonObject {
  const { cluster, id, group, startedBy, taskDefinition, image, launchType, createdAt } = shape;
  const family = taskDefinition.replace(/:\d+$/, "");
  const taskArn = ecsArn(shape, `task/${cluster}/${id}`);
  const isFargate = launchType === "FARGATE";
  return {
    attachments: [],
    availabilityZone: `${shape.region}${"abc".charAt(Number.parseInt(id.slice(0, 2), 16) % 3)}`,
    ...(shape.onSpot && { capacityProviderName: "FARGATE_SPOT" }),
    clusterArn: ecsArn(shape, `cluster/${cluster}`),
    ...(shape.containerInstance !== undefined && { containerInstanceArn: shape.containerInstance }),
    containers: [
      {
        containerArn: ecsArn(shape, `container/${cluster}/${id}/${hexOf(id, 32)}`),
        taskArn,
        name: family,
        image,
        lastStatus: "PENDING",
        healthStatus: "UNKNOWN",
        networkInterfaces: [],
        cpu: "0",
      },
    ],
    cpu: "512",
    createdAt: epoch(createdAt),
    desiredStatus: "RUNNING",
    enableExecuteCommand: true,
    group,
    healthStatus: "UNKNOWN",
    lastStatus: "PROVISIONING",
    launchType,
    memory: "1024",
    overrides: { containerOverrides: [{ name: family }], inferenceAcceleratorOverrides: [] },
    ...(isFargate && { platformVersion: "1.4.0", platformFamily: "Linux" }),
    ...(startedBy !== undefined && startedBy !== "" && { startedBy }),
    tags: [],
    taskArn,
    taskDefinitionArn: ecsArn(shape, `task-definition/${taskDefinition}`),
    version: 1,
  };
}

/** The task once its container runs. */
export function runningTask(task: JsonObject, at: number): JsonObject {
  return {
    ...task,
    connectivity: "CONNECTED",
    connectivityAt: epoch(at - 9000),
    containers: containersOf(task, { lastStatus: "RUNNING" }),
    lastStatus: "RUNNING",
    pullStartedAt: epoch(at - 6000),
    pullStoppedAt: epoch(at - 2000),
    startedAt: epoch(at),
    version: 3,
  };
}

/** The task from the moment at which it is to end. */
export function stoppingTask(task: JsonObject, ending: Ending, at: number): JsonObject {
  const { stopCode, stoppedReason } = ending;
  return {
    ...task,
    desiredStatus: "STOPPED",
    lastStatus: "DEACTIVATING",
    stopCode,
    stoppedReason,
    stoppingAt: epoch(at),
    version: 4,
  };
}

/** The task once nothing of it runs any more. */
export function stoppedTask(stopping: JsonObject, ending: Ending, at: number): JsonObject {
  const { exitCode, containerReason, neverStarted } = ending;
  return {
    ...stopping,
    containers: containersOf(stopping, {
      lastStatus: "STOPPED",
      ...(neverStarted === undefined && { exitCode: exitCode ?? 0 }),
      ...(containerReason !== undefined && { reason: containerReason }),
    }),
    executionStoppedAt: epoch(at - 3000),
    lastStatus: "STOPPED",
    stoppedAt: epoch(at),
    version: 6,
  };
}

function containersOf({ containers }: JsonObject, more: JsonObject): readonly JsonObject[] {
  return Array.isArray(containers)
    ? containers.map((one) => ({ ...(one as JsonObject), ...more }))
    : [];
}

/** The target group of the service's load balancer, where it has one. */
export function targetGroupOf({ base }: ServiceLife): string | undefined {
  const [first] = Array.isArray(base["loadBalancers"]) ? base["loadBalancers"] : [];
  const arn = typeof first === "object" && first !== null ? (first as JsonObject) : {};
  return typeof arn["targetGroupArn"] === "string" ? arn["targetGroupArn"] : undefined;
}
