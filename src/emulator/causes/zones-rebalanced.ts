import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { rebalancesZones, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("maps");

export const zonesRebalanced: CauseStory = {
  name: "zones-rebalanced",
  title: "ECS balances tasks across Availability Zones",
  services: [service],
  happenings: [
    happens("2026-11-20T14:08:00Z", rebalancesZones({ ...placeOf(service), task: 1 }), "it"),
  ],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "az-rebalancing" },
      grade: "proven",
      says: ["no one called", "maps", "Availability Zones"],
    },
  ],
};
