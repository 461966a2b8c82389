import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";
import { crashes, happens } from "../ecs-world/happenings.ts";

const service = serviceOf("quotes");

export const innocentUpdateBeforeCrash: CauseStory = {
  name: "innocent-update-before-crash",
  title: "Mia gives a service a longer grace period; three minutes later a task crashes by itself",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    const base = { cluster: "prod", service: "quotes" };
    at(
      "2026-11-20T14:00:20Z",
      terminal,
      updateService({ ...base, healthCheckGracePeriodSeconds: 90 }),
      "update",
    );
  },
  happenings: [happens("2026-11-20T14:03:20Z", crashes(placeOf(service), 139), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "crash" },
      grade: "proven",
      says: ["no one called", "exited with code 139", "context"],
      neverSays: ["because of mia", "may be the reason"],
    },
  ],
};
