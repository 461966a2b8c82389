import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { PROD, prodEurope } from "../demo-fleet/fleet.ts";
import { inConsole, ravi } from "../demo-fleet/people.ts";
import { failsLoadBalancerChecks, happens } from "../ecs-world/happenings.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("loyalty");

function otherPath(name: string): ApiCall {
  return change("elasticloadbalancing", "ModifyTargetGroup", {
    targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${PROD}:targetgroup/prod-${name}/6d0ecf831eec9f09`,
    healthCheckPath: "/up",
  });
}

export const targetGroupChanged: CauseStory = {
  name: "target-group-changed",
  title: "Ravi gives a target group another health check, which the tasks do not pass",
  services: [service],
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:40:00Z");
    at("2026-11-20T14:07:00Z", console, otherPath("loyalty"), "changed");
    at("2026-11-20T14:07:05Z", console, otherPath("somebody-else"), "another");
  },
  happenings: [
    happens(
      "2026-11-20T14:09:00Z",
      failsLoadBalancerChecks(placeOf(service), "Health checks failed with these codes: [404]"),
      "it",
    ),
  ],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "health-check" },
      grade: "proven",
      suspects: ["changed"],
      says: ["no one called", "prod-loyalty", ravi.userName],
      neverSays: ["somebody-else"],
    },
  ],
};
