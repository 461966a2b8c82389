import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import { crashes, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("receipts");

export const replacedAfterStop: CauseStory = {
  name: "replaced-after-stop",
  title: "A task crashes half an hour after Jane's deployment; the scheduler starts another",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T13:20:00Z");
    const request = { cluster: "prod", service: "receipts", taskDefinition: "receipts:8" };
    at("2026-11-20T13:30:00Z", terminal, updateService(request), "deployed");
  },
  happenings: [happens("2026-11-20T14:01:00Z", crashes(placeOf(service), 1), "it")],
  truths: [
    {
      of: "it",
      effect: { says: "has started 1 tasks" },
      cause: { kind: "condition", condition: "crash" },
      grade: "inferred",
      says: ["exited with code 1"],
      neverSays: ["because receipts in prod was deployed"],
    },
  ],
};
