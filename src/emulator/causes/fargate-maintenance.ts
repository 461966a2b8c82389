import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { fargateMaintenance as retires, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("ledger");

export const fargateMaintenance: CauseStory = {
  name: "fargate-maintenance",
  title: "Fargate retires the host below a task",
  services: [service],
  happenings: [happens("2026-11-20T14:06:12Z", retires(placeOf(service)), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "maintenance" },
      grade: "proven",
      says: ["no one called", "ledger", "AWS maintains the infrastructure"],
    },
  ],
};
