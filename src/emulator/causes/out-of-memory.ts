import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { runsOutOfMemory, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("pdf");

export const outOfMemory: CauseStory = {
  name: "out-of-memory",
  title: "The kernel ends a container that took too much memory",
  services: [service],
  happenings: [happens("2026-11-20T14:05:33Z", runsOutOfMemory(placeOf(service)), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "out-of-memory" },
      grade: "proven",
      says: ["no one called", "pdf", "more memory than it may"],
    },
  ],
};
