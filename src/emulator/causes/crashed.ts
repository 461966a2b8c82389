import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { crashes, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("mailer");

export const crashed: CauseStory = {
  name: "crashed",
  title: "A container exits with an error",
  services: [service],
  happenings: [happens("2026-11-20T14:04:51Z", crashes(placeOf(service), 2), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "crash" },
      grade: "proven",
      says: ["no one called", "mailer", "exited with code 2"],
    },
  ],
};
