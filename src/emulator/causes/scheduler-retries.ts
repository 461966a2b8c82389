import { placeOf, serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { deploymentFails, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("audit-log");

export const schedulerRetries: CauseStory = {
  name: "scheduler-retries",
  title: "New tasks keep failing, and without a circuit breaker the scheduler tries on and on",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/audit-log", "2026-11-20T14:02:31Z");
    const request = { cluster: "prod", service: "audit-log", taskDefinition: "audit-log:8" };
    at("2026-11-20T14:03:02Z", run, updateService(request), "deployed");
  },
  happenings: [
    happens(
      "2026-11-20T14:04:00Z",
      deploymentFails(placeOf(service), {
        ending: {
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          exitCode: 3,
        },
        by: "nobody",
      }),
      "failed",
    ),
  ],
  truths: [
    {
      of: "failed",
      effect: { says: "unable to consistently start tasks" },
      cause: { kind: "condition", condition: "scheduler-retry" },
      grade: "proven",
      deployer: "deployed",
      says: ["no one called", "acme/audit-log"],
    },
    {
      of: "failed",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "crash" },
      grade: "proven",
      deployer: "deployed",
      says: ["exited with code 3", "acme/audit-log"],
    },
  ],
};
