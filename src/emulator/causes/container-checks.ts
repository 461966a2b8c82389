import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { failsContainerChecks, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("wishlist");

export const containerChecks: CauseStory = {
  name: "container-checks",
  title: "A container's own health check fails",
  services: [service],
  happenings: [happens("2026-11-20T14:03:22Z", failsContainerChecks(placeOf(service)), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "health-check" },
      grade: "proven",
      says: ["no one called", "wishlist", "container's health checks failed"],
    },
  ],
};
