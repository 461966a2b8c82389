import type { JsonObject } from "../../core/record.ts";
import { javaDate, type ApiCall, type Scene } from "../record-writer.ts";
import { ecsArn } from "./service-body.ts";

/** What differs between the revisions of a family with one container. */
export interface Registration {
  readonly family: string;
  readonly image: string;
  /** Task-level, in CPU units and MiB: strings, as in the API. */
  readonly cpu: string;
  readonly memory: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly tags?: readonly JsonObject[];
}

/**
 * ecs RegisterTaskDefinition. CloudTrail may hide the values of environment variables; here they are in clear, as
 * both occur.
 */
export function registerTaskDefinition(registration: Registration): ApiCall {
  return {
    service: "ecs",
    operation: "RegisterTaskDefinition",
    readOnly: false,
    request: (scene) => ({
      ...definition(registration, scene),
      ...(registration.tags && { tags: registration.tags }),
    }),
    respond: (scene) => {
      const { family } = registration;
      const revision = scene.stage.register(scene, family);
      return {
        taskDefinition: {
          taskDefinitionArn: ecsArn(scene, `task-definition/${family}:${String(revision)}`),
          ...definition(registration, scene),
          revision,
          volumes: [],
          status: "ACTIVE",
          placementConstraints: [],
          compatibilities: ["EC2", "FARGATE"],
          registeredAt: javaDate(scene.at),
          registeredBy: callerArn(scene),
        },
      };
    },
  };
}

function definition(
  { family, image, cpu, memory, environment = {}, port }: Registration,
  { account, region }: Scene,
): JsonObject {
  return {
    family,
    taskRoleArn: `arn:aws:iam::${account}:role/${family}-task`,
    executionRoleArn: `arn:aws:iam::${account}:role/ecsTaskExecutionRole`,
    networkMode: "awsvpc",
    containerDefinitions: [
      {
        name: family,
        image: `${account}.dkr.ecr.${region}.amazonaws.com/${image}`,
        cpu: 0,
        portMappings: port === undefined ? [] : [{ containerPort: port, protocol: "tcp" }],
        essential: true,
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    ],
    requiresCompatibilities: ["FARGATE"],
    cpu,
    memory,
  };
}

function callerArn({ caller, clock }: Scene): string {
  const { arn } = caller.userIdentity(clock);
  return typeof arn === "string" ? arn : "";
}
