import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { cannotStart, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("alerts");
const REASON =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s)";

export const resourceInitialisation: CauseStory = {
  name: "resource-initialisation",
  title: "A task cannot get its secrets, because the network is gone",
  services: [service],
  happenings: [happens("2026-11-20T14:10:15Z", cannotStart(placeOf(service), REASON), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "failed-to-start" },
      grade: "proven",
      says: ["no one called", "alerts", "could not be set up"],
    },
  ],
};
