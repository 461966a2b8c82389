import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import { ecsArn } from "../calls/service-body.ts";
import { epoch, serviceDeploymentArn, serviceRevisionArn } from "./bodies.ts";
import type { DeploymentLife, ServiceLife } from "./life.ts";
import type { EcsScheduler } from "./scheduler.ts";

export function circuitBreakerOf({ history }: DeploymentLife): JsonObject {
  const { deploymentCircuitBreaker } = history ?? {};
  return isObject(deploymentCircuitBreaker) ? deploymentCircuitBreaker : {};
}

/** Puts a new PRIMARY deployment in front, with its revision and service deployment. */
export function openDeployment(
  ecs: EcsScheduler,
  life: ServiceLife,
  body: JsonObject,
): DeploymentLife {
  const [before] = life.deployments;
  if (before) {
    showDeployment(ecs, life, before, { status: "ACTIVE" });
    if (before.history?.["status"] === "IN_PROGRESS") {
      showHistory(ecs, life, before, { status: "STOPPED", stoppedAt: epoch(ecs.now) });
    }
  }
  const id = textOf(body["id"]);
  const path = `${life.cluster}/${life.name}`;
  const deployment: DeploymentLife = {
    id,
    taskDefinition: textOf(body["taskDefinition"]).replace(/^.*\//, ""),
    revisionArn: serviceRevisionArn(life, path, id),
    body: { ...body, createdAt: epoch(ecs.now), failedTasks: 0 },
    created: 0,
  };
  life.deployments = [deployment, ...life.deployments];
  showDeployment(ecs, life, deployment, { status: "PRIMARY", rolloutState: "IN_PROGRESS" });
  showRevision(ecs, life, deployment);
  showHistory(ecs, life, deployment, newHistory(ecs, life, deployment, before));
  return deployment;
}

function newHistory(
  ecs: EcsScheduler,
  life: ServiceLife,
  { id, revisionArn }: DeploymentLife,
  before: DeploymentLife | undefined,
): JsonObject {
  const count = life.desiredCount;
  const counts = { requestedTaskCount: count, runningTaskCount: count, pendingTaskCount: 0 };
  return {
    serviceDeploymentArn: serviceDeploymentArn(life, `${life.cluster}/${life.name}`, id),
    serviceArn: ecsArn(life, `service/${life.cluster}/${life.name}`),
    clusterArn: ecsArn(life, `cluster/${life.cluster}`),
    createdAt: epoch(ecs.now),
    startedAt: epoch(ecs.now + 1200),
    sourceServiceRevisions: before === undefined ? [] : [{ arn: before.revisionArn, ...counts }],
    targetServiceRevision: { arn: revisionArn, ...counts },
    status: "IN_PROGRESS",
    deploymentConfiguration: life.base["deploymentConfiguration"] ?? {},
    deploymentCircuitBreaker: {
      status: "MONITORING",
      failureCount: 0,
      threshold: Math.min(200, Math.max(3, Math.ceil(count / 2))),
    },
    alarms: { status: "DISABLED", alarmNames: [], triggeredAlarmNames: [] },
  };
}

/** Shows how a deployment now is. */
export function showDeployment(
  ecs: EcsScheduler,
  life: ServiceLife,
  deployment: DeploymentLife,
  more: JsonObject,
): void {
  deployment.body = { ...deployment.body, ...more, updatedAt: epoch(ecs.now) };
  const { id, body } = deployment;
  ecs.chronicle.put({ kind: "deployment", ...ownerOf(life), id, from: ecs.now, body });
}

/** Shows how a service deployment now is. */
export function showHistory(
  ecs: EcsScheduler,
  life: ServiceLife,
  deployment: DeploymentLife,
  more: JsonObject,
): void {
  const body: JsonObject = { ...deployment.history, ...more, updatedAt: epoch(ecs.now) };
  deployment.history = body;
  const id = textOf(body["serviceDeploymentArn"]);
  ecs.chronicle.put({ kind: "service-deployment", ...ownerOf(life), id, from: ecs.now, body });
}

function showRevision(
  ecs: EcsScheduler,
  life: ServiceLife,
  { revisionArn, taskDefinition }: DeploymentLife,
): void {
  const { launchType = "FARGATE", platformVersion, platformFamily, loadBalancers } = life.base;
  const body: JsonObject = {
    serviceRevisionArn: revisionArn,
    serviceArn: ecsArn(life, `service/${life.cluster}/${life.name}`),
    clusterArn: ecsArn(life, `cluster/${life.cluster}`),
    taskDefinition: ecsArn(life, `task-definition/${taskDefinition}`),
    launchType,
    ...(platformVersion !== undefined && { platformVersion }),
    ...(platformFamily !== undefined && { platformFamily }),
    loadBalancers: loadBalancers ?? [],
    networkConfiguration: life.base["networkConfiguration"] ?? {},
    containerImages: [
      {
        containerName: taskDefinition.replace(/:\d+$/, ""),
        image: ecs.imageOf(life, taskDefinition),
      },
    ],
    guardDutyEnabled: false,
    createdAt: epoch(ecs.now),
  };
  const thing = { kind: "service-revision" as const, ...ownerOf(life), id: revisionArn, body };
  ecs.chronicle.put({ ...thing, from: ecs.now });
}

export function ownerOf(life: ServiceLife): {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
} {
  const { account, region, cluster, name: service } = life;
  return { account, region, cluster, service };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
