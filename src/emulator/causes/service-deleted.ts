import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { deleteService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";

const service = serviceOf("newsletter", { desiredCount: 1 });

export const serviceDeleted: CauseStory = {
  name: "service-deleted",
  title: "Mia deletes a service by force",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    const request = { cluster: "prod", service: "newsletter", force: true };
    at("2026-11-20T14:09:30Z", terminal, deleteService(request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: mia.userName, intent: "delete" },
      grade: "proven",
      says: ["newsletter", "deleted", mia.userName],
      neverSays: ["no one called"],
    },
  ],
};
