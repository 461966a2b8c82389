import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { stopTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { inConsole, ravi } from "../demo-fleet/people.ts";

const service = serviceOf("orders");

export const stoppedByHand: CauseStory = {
  name: "stopped-by-hand",
  title: "Ravi stops one task and says why",
  services: [service],
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:40:00Z");
    at("2026-11-20T14:03:11Z", console, stopTask({ ...placeOf(service), index: 1 }, "stuck"), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: ravi.userName, intent: "stop-task" },
      grade: "proven",
      says: ["of orders in prod", "stuck", ravi.userName],
      neverSays: ["no one called"],
    },
    {
      of: "it",
      effect: { says: "has started 1 tasks" },
      cause: { kind: "call", mark: "it", actor: ravi.userName, intent: "stop-task" },
      grade: "inferred",
    },
  ],
};
