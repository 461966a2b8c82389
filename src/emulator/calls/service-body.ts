import type { JsonObject } from "../../core/record.ts";
import { javaDate } from "../record-writer.ts";
import type { DeploymentState, Place, ServiceState } from "../stage.ts";

/** `arn:aws:ecs:REGION:ACCOUNT:` and what follows. */
export function ecsArn({ account, region }: Place, rest: string): string {
  return `arn:aws:ecs:${region}:${account}:${rest}`;
}

/** The `service` object of the responses of UpdateService, CreateService and DeleteService. */
export function serviceBody(state: ServiceState): JsonObject {
  const { cluster, name, desiredCount, runningCount, launchType } = state;
  return {
    serviceArn: ecsArn(state, `service/${cluster}/${name}`),
    serviceName: name,
    clusterArn: ecsArn(state, `cluster/${cluster}`),
    loadBalancers: loadBalancers(state),
    serviceRegistries: [],
    status: state.status,
    desiredCount,
    runningCount,
    pendingCount: Math.max(0, desiredCount - runningCount),
    launchType,
    ...(launchType === "FARGATE" && { platformVersion: "LATEST", platformFamily: "Linux" }),
    taskDefinition: ecsArn(state, `task-definition/${state.taskDefinition}`),
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: "ROLLING",
      bakeTimeInMinutes: 0,
    },
    deployments: state.deployments.map((deployment) => deploymentBody(state, deployment)),
    roleArn: `arn:aws:iam::${state.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: [],
    createdAt: javaDate(new Date(state.createdAt)),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: networkConfiguration(state),
    schedulingStrategy: "REPLICA",
    deploymentController: { type: "ECS" },
    createdBy: `arn:aws:iam::${state.account}:role/terraform-apply`,
    enableECSManagedTags: true,
    propagateTags: "SERVICE",
    availabilityZoneRebalancing: "DISABLED",
    ...state.settings,
  };
}

/** Two private subnets of the region, the same for all its services. */
export function networkConfiguration({ account, region }: Place): JsonObject {
  const tail = `${account.slice(0, 6)}${region.length.toString(16)}`;
  return {
    awsvpcConfiguration: {
      subnets: [`subnet-0a1b2c3d4e${tail}`, `subnet-0f9e8d7c6b${tail}`],
      securityGroups: [`sg-05f4e3d2c1${tail}`],
      assignPublicIp: "DISABLED",
    },
  };
}

function loadBalancers(state: ServiceState): readonly JsonObject[] {
  if (state.port === undefined) return [];
  const { account, region, cluster, name, port } = state;
  return [
    {
      targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${cluster}-${name}/6d0ecf831eec9f09`,
      containerName: name,
      containerPort: port,
    },
  ];
}

function deploymentBody(state: ServiceState, deployment: DeploymentState): JsonObject {
  const { desiredCount, runningCount, taskDefinition, createdAt } = deployment;
  const isDone = runningCount === desiredCount && deployment.status === "PRIMARY";
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: ecsArn(state, `task-definition/${taskDefinition}`),
    desiredCount,
    pendingCount: 0,
    runningCount,
    failedTasks: 0,
    createdAt: javaDate(createdAt),
    updatedAt: javaDate(state.updatedAt),
    launchType: state.launchType,
    ...(state.launchType === "FARGATE" && { platformVersion: "1.4.0", platformFamily: "Linux" }),
    networkConfiguration: networkConfiguration(state),
    rolloutState: isDone ? "COMPLETED" : "IN_PROGRESS",
    rolloutStateReason: `ECS deployment ${deployment.id} ${isDone ? "completed" : "in progress"}.`,
  };
}
