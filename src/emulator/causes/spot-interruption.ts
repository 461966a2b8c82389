import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { happens, spotInterruption as interrupt } from "../ecs-world/happenings.ts";

const service = serviceOf("previews");

export const spotInterruption: CauseStory = {
  name: "spot-interruption",
  title: "AWS takes a Spot task's capacity back",
  services: [service],
  onSpot: ["previews"],
  happenings: [happens("2026-11-20T14:01:13Z", interrupt({ ...placeOf(service), task: 1 }), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "spot-interruption" },
      grade: "proven",
      says: ["no one called", "previews", "Spot"],
    },
  ],
};
