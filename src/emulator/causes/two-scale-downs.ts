import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, mia } from "../demo-fleet/people.ts";

const service = serviceOf("fraud", { desiredCount: 6 });

export const twoScaleDowns: CauseStory = {
  name: "two-scale-downs",
  title: "Jane and Mia both scale one deployment down, a minute apart",
  services: [service],
  tell: ({ at }) => {
    const base = { cluster: "prod", service: "fraud" };
    const one = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    at("2026-11-20T14:04:10Z", one, updateService({ ...base, desiredCount: 5 }), "first");
    const other = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    at("2026-11-20T14:05:15Z", other, updateService({ ...base, desiredCount: 3 }), "second");
  },
  truths: [
    {
      of: "first",
      effect: "stopped-task",
      cause: { kind: "call", mark: "first", actor: jane.userName, intent: "scale" },
      grade: "inferred",
      says: ["most likely", jane.userName],
      neverSays: [mia.userName],
    },
    {
      of: "second",
      effect: "stopped-task",
      cause: { kind: "call", mark: "second", actor: mia.userName, intent: "scale" },
      grade: "inferred",
      says: ["most likely", mia.userName],
    },
  ],
};
