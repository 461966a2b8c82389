import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { cannotStart, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("banners");
const REASON =
  "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 210987654321.dkr.ecr.eu-west-1.amazonaws.com/banners:7: not found";

export const imagePullFailure: CauseStory = {
  name: "image-pull-failure",
  title: "A task's image cannot be pulled",
  services: [service],
  happenings: [happens("2026-11-20T14:09:10Z", cannotStart(placeOf(service), REASON), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "image-pull" },
      grade: "proven",
      says: ["no one called", "banners", "image could not be pulled"],
    },
  ],
};
