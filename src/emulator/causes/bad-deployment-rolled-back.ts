import { placeOf, registerWith, serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { deploymentFails, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("api", { desiredCount: 4, taskDefinition: "api:41", cluster: "shop" });

export const badDeploymentRolledBack: CauseStory = {
  name: "bad-deployment-rolled-back",
  title: "A workflow deploys what fails its health checks; the circuit breaker takes it back",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/api", "2026-11-20T14:10:31Z");
    at("2026-11-20T14:11:00Z", run, registerWith("api", "api:2026.47.3"));
    const request = { cluster: "shop", service: "api", taskDefinition: "api:42" };
    at("2026-11-20T14:11:02Z", run, updateService(request), "deployed");
  },
  happenings: [
    happens(
      "2026-11-20T14:12:00Z",
      deploymentFails(placeOf(service), {
        ending: {
          stopCode: "ServiceSchedulerInitiated",
          stoppedReason: "Task failed container health checks",
        },
        says: "failed container health checks.",
      }),
      "failed",
    ),
  ],
  truths: [
    {
      of: "failed",
      effect: { says: "rolling back to deployment" },
      cause: { kind: "condition", condition: "circuit-breaker" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "circuit breaker", "api:41 → api:42", "acme/api", "19544120931"],
    },
    {
      of: "failed",
      effect: { deployment: "FAILED" },
      cause: { kind: "condition", condition: "circuit-breaker" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "acme/api"],
    },
    {
      of: "failed",
      effect: { serviceDeployment: "ROLLBACK_SUCCESSFUL" },
      cause: { kind: "condition", condition: "circuit-breaker" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "acme/api"],
    },
    {
      of: "failed",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "health-check" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "health checks failed", "acme/api"],
    },
  ],
};
