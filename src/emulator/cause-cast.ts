import type { JsonObject } from "../core/record.ts";
import { isObject } from "../core/record.ts";
import { registerTaskDefinition } from "./calls/task-definitions.ts";
import { change } from "./calls/reads.ts";
import { prodEurope } from "./demo-fleet/fleet.ts";
import { deployRun, type Run } from "./demo-fleet/pipelines.ts";
import { receiveCredentials } from "./demo-fleet/receive-credentials.ts";
import type { ServiceAt } from "./ecs-world.ts";
import type { ApiCall, Caller } from "./record-writer.ts";
import type { ServiceSpec } from "./stage.ts";
import type { Teller } from "./teller.ts";

/** A service of the cluster `prod` that has run unchanged for months. */
export function serviceOf(name: string, more: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    ...prodEurope,
    cluster: "prod",
    name,
    desiredCount: 3,
    taskDefinition: `${name}:7`,
    launchType: "FARGATE",
    createdAt: "2026-06-01T08:00:00Z",
    port: 8080,
    ...more,
  };
}

/** Where a service is, for calls and happenings. */
export function placeOf({ account, region, cluster, name }: ServiceSpec): ServiceAt {
  return { account, region, cluster, service: name };
}

/** A workflow run of GitHub Actions that has just received its credentials. */
export function workflowRun(at: Teller["at"], repository: string, issued: string): Caller {
  const run: Run = { repository, ref: "refs/heads/main", runID: "19544120931", issued };
  receiveCredentials(at, prodEurope, "github-deploy", run);
  return deployRun(prodEurope, run);
}

/** RegisterTaskDefinition of one container, with the secrets that it is given. */
export function registerWith(
  family: string,
  image: string,
  secrets: Readonly<Record<string, string>> = {},
): ApiCall {
  const plain = registerTaskDefinition({ family, image, cpu: "512", memory: "1024", port: 8080 });
  const named = Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
  const withSecrets = (body: JsonObject): JsonObject => {
    const { containerDefinitions } = body;
    const containers = Array.isArray(containerDefinitions) ? containerDefinitions : [];
    return {
      ...body,
      containerDefinitions: containers.filter(isObject).map((one) => ({ ...one, secrets: named })),
    };
  };
  return {
    ...plain,
    request: (scene) => withSecrets(plain.request(scene) ?? {}),
    respond: (scene) => {
      const { taskDefinition } = plain.respond?.(scene) ?? {};
      return { taskDefinition: withSecrets(isObject(taskDefinition) ? taskDefinition : {}) };
    },
  };
}

/** A change that Application Auto Scaling takes: CloudTrail has it under EC2 Auto Scaling's source. */
export function scalingChange(operation: string, request: JsonObject): ApiCall {
  return {
    ...change("autoscaling", operation, request),
    more: () => ({ additionalEventData: { service: "application-autoscaling" } }),
  };
}
