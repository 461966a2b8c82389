import type { Json, JsonObject } from "../../core/record.ts";
import type { ApiCall, Scene } from "../record-writer.ts";
import { digitsOf } from "../stable-ids.ts";
import type { ServiceSpec, ServiceState } from "../stage.ts";
import { networkConfiguration, serviceBody } from "./service-body.ts";

/** What UpdateService is asked for: the service, named as the caller types it, and what to set. */
export interface UpdateServiceRequest {
  /** Absent where the caller relies on the cluster `default`. */
  readonly cluster?: string;
  readonly service: string;
  readonly desiredCount?: number;
  /** `family:revision`, or its ARN where the tool writes one. */
  readonly taskDefinition?: string;
  readonly forceNewDeployment?: boolean;
  readonly [setting: string]: Json | undefined;
}

/**
 * ecs UpdateService. A new deployment begins where the parameters' documentation says so; the deployment that it
 * replaces stays listed as ACTIVE. A value that is equal to what was there starts nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function updateService(request: UpdateServiceRequest): ApiCall {
  return {
    service: "ecs",
    operation: "UpdateService",
    readOnly: false,
    request: () => request,
    respond: (scene) => {
      const { stage, at } = scene;
      const before = stage.service(
        scene,
        lastPart(request.cluster ?? "default"),
        lastPart(request.service),
        at,
      );
      return { service: serviceBody(stage.put(updated(before, request, scene))) };
    },
  };
}

/** ecs CreateService, with the tags that the caller sends. */
export function createService(spec: ServiceSpec, tags?: readonly JsonObject[]): ApiCall {
  return {
    service: "ecs",
    operation: "CreateService",
    readOnly: false,
    request: (scene) => ({
      cluster: spec.cluster,
      serviceName: spec.name,
      taskDefinition: spec.taskDefinition,
      desiredCount: spec.desiredCount,
      launchType: spec.launchType,
      networkConfiguration: networkConfiguration(scene),
      ...(tags && { tags }),
    }),
    respond: ({ stage, clock, at }) => {
      const state = stage.open({ ...spec, createdAt: clock(spec.createdAt) });
      return { service: serviceBody(stage.put({ ...state, runningCount: 0, updatedAt: at })) };
    },
  };
}

/** ecs DeleteService. The response's status is DRAINING, not yet INACTIVE. */
export function deleteService(request: {
  readonly cluster: string;
  readonly service: string;
  readonly force?: boolean;
}): ApiCall {
  return {
    service: "ecs",
    operation: "DeleteService",
    readOnly: false,
    request: () => request,
    respond: (scene) => {
      const { stage, at } = scene;
      const state = stage.service(scene, request.cluster, request.service, at);
      stage.close(state);
      return {
        service: serviceBody({ ...state, status: "DRAINING", desiredCount: 0, updatedAt: at }),
      };
    },
  };
}

function updated(before: ServiceState, request: UpdateServiceRequest, scene: Scene): ServiceState {
  const { at } = scene;
  const desiredCount = request.desiredCount ?? before.desiredCount;
  const taskDefinition = lastPart(request.taskDefinition ?? before.taskDefinition);
  const deploys = request.forceNewDeployment === true || taskDefinition !== before.taskDefinition;
  const changes = deploys || desiredCount !== before.desiredCount;
  const next = {
    ...before,
    desiredCount,
    taskDefinition,
    settings: { ...before.settings, ...lastingSettings(request) },
    updatedAt: changes ? at : before.updatedAt,
  };
  if (!deploys) {
    const deployments = before.deployments.map((deployment) =>
      deployment.status === "PRIMARY" ? { ...deployment, desiredCount } : deployment,
    );
    return { ...next, deployments };
  }
  const primary = {
    id: `ecs-svc/${digitsOf(scene.key)}`,
    status: "PRIMARY" as const,
    taskDefinition,
    createdAt: at,
    desiredCount,
    runningCount: 0,
  };
  const replaced = before.deployments.map((deployment) => ({
    ...deployment,
    status: "ACTIVE" as const,
  }));
  return { ...next, deployments: [primary, ...replaced] };
}

/** Settings that the response repeats as they were sent. */
const LASTING: ReadonlySet<string> = new Set([
  "enableECSManagedTags",
  "enableExecuteCommand",
  "healthCheckGracePeriodSeconds",
  "propagateTags",
]);

function lastingSettings(request: UpdateServiceRequest): JsonObject {
  return Object.fromEntries(Object.entries(request).filter(([name]) => LASTING.has(name)));
}

/** Names and ARNs both end in the name. */
function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}

/** The same call, refused by IAM: AWS answers with an error, and the record shows no parameters. */
export function denied(call: ApiCall, resource: (scene: Scene) => string): ApiCall {
  const action = `${call.service}:${call.operation}`;
  return {
    ...call,
    request: () => null,
    error: {
      code: "AccessDeniedException",
      message: (scene) =>
        `User: ${arnOf(scene)} is not authorized to perform: ${action} on resource: ${resource(scene)} because no identity-based policy allows the ${action} action`,
    },
  };
}

function arnOf({ caller, clock }: Scene): string {
  const { arn }: JsonObject = caller.userIdentity(clock);
  return typeof arn === "string" ? arn : "";
}
