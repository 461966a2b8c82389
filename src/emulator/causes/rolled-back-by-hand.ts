import { serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, tomas } from "../demo-fleet/people.ts";

const service = serviceOf("ratings");

export const rolledBackByHand: CauseStory = {
  name: "rolled-back-by-hand",
  title: "Tomas takes back what a workflow deployed half an hour before",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/ratings", "2026-11-20T13:29:30Z");
    const base = { cluster: "prod", service: "ratings" };
    at("2026-11-20T13:30:02Z", run, updateService({ ...base, taskDefinition: "ratings:8" }));
    const terminal = atTerminal(tomas, prodEurope, "2026-11-20T13:43:00Z");
    const back = updateService({ ...base, taskDefinition: "ratings:7" });
    at("2026-11-20T14:08:14Z", terminal, back, "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: tomas.userName, intent: "rollback" },
      grade: "proven",
      says: ["rolled back ratings:8 → ratings:7", tomas.userName],
      neverSays: ["no one called", "circuit breaker"],
    },
  ],
};
