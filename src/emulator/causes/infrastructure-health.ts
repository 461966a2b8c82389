import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { endsAndIsReplaced, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("taxes");
const IMPAIRED = {
  stopCode: "InfrastructureHealth",
  stoppedReason: "The infrastructure hosting the task is impaired",
} as const;

export const infrastructureHealth: CauseStory = {
  name: "infrastructure-health",
  title: "AWS finds the infrastructure below a task impaired",
  services: [service],
  happenings: [
    happens("2026-11-20T14:07:02Z", endsAndIsReplaced(placeOf(service), IMPAIRED), "it"),
  ],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "infrastructure-health" },
      grade: "proven",
      says: ["no one called", "taxes", "infrastructure"],
    },
  ],
};
