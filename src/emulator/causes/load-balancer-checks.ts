import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { failsLoadBalancerChecks, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("profiles");

export const loadBalancerChecks: CauseStory = {
  name: "load-balancer-checks",
  title: "A task answers the load balancer with 502 and is replaced",
  services: [service],
  happenings: [
    happens(
      "2026-11-20T14:02:40Z",
      failsLoadBalancerChecks({ ...placeOf(service), task: 2 }),
      "it",
    ),
  ],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "health-check" },
      grade: "proven",
      says: ["no one called", "profiles", "load balancer's health checks failed"],
    },
  ],
};
