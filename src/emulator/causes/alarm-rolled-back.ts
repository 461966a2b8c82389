import { placeOf, serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { deploymentFails, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("search");

export const alarmRolledBack: CauseStory = {
  name: "alarm-rolled-back",
  title: "An alarm goes off during a deployment, and ECS takes it back",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/search", "2026-11-20T14:08:31Z");
    const request = { cluster: "prod", service: "search", taskDefinition: "search:8" };
    at("2026-11-20T14:09:02Z", run, updateService(request), "deployed");
  },
  happenings: [
    happens(
      "2026-11-20T14:10:00Z",
      deploymentFails(placeOf(service), {
        ending: {
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          exitCode: 1,
        },
        failures: 1,
        by: "alarm",
        alarm: "search-5xx",
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
      says: ["no one called", "alarm", "acme/search"],
    },
    {
      of: "failed",
      effect: { serviceDeployment: "ROLLBACK_SUCCESSFUL" },
      cause: { kind: "condition", condition: "circuit-breaker" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "alarm", "acme/search"],
    },
  ],
};
