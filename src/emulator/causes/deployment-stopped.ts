import { serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, tomas } from "../demo-fleet/people.ts";
import { serviceDeploymentArn } from "../ecs-world/bodies.ts";
import type { ApiCall } from "../record-writer.ts";
import { digitsOf } from "../stable-ids.ts";

const service = serviceOf("shipping");

/** The stage makes the id of a deployment from the key of the call that begins it. */
const DEPLOYMENT = `ecs-svc/${digitsOf("causes/deployment-stopped/deployed")}`;
const serviceDeploymentArnOf = serviceDeploymentArn(prodEurope, "prod/shipping", DEPLOYMENT);

function stopServiceDeployment(): ApiCall {
  const request = { serviceDeploymentArn: serviceDeploymentArnOf, stopType: "ROLLBACK" };
  return {
    ...change("ecs", "StopServiceDeployment", request),
    respond: () => ({ serviceDeploymentArn: serviceDeploymentArnOf }),
  };
}

export const deploymentStopped: CauseStory = {
  name: "deployment-stopped",
  title: "Tomas stops a deployment that is under way, and ECS rolls it back",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/shipping", "2026-11-20T14:03:40Z");
    const request = { cluster: "prod", service: "shipping", taskDefinition: "shipping:8" };
    at("2026-11-20T14:04:05Z", run, updateService(request), "deployed");
    const terminal = atTerminal(tomas, prodEurope, "2026-11-20T13:43:00Z");
    at("2026-11-20T14:05:02Z", terminal, stopServiceDeployment(), "it");
  },
  truths: [
    {
      of: "it",
      effect: { serviceDeployment: "ROLLBACK_SUCCESSFUL" },
      cause: { kind: "call", mark: "it", actor: tomas.userName, intent: "abort-deploy" },
      grade: "proven",
      says: ["shipping", tomas.userName],
      neverSays: ["no one called", "circuit breaker"],
    },
    {
      of: "it",
      effect: { deployment: "FAILED" },
      cause: { kind: "call", mark: "it", actor: tomas.userName, intent: "abort-deploy" },
      grade: "inferred",
      neverSays: ["no one called", "circuit breaker"],
    },
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: tomas.userName, intent: "abort-deploy" },
      grade: "inferred",
      says: [tomas.userName],
      neverSays: ["no one called", "circuit breaker"],
    },
  ],
};
