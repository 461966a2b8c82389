import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, tomas } from "../demo-fleet/people.ts";

const service = serviceOf("sessions");

export const restarted: CauseStory = {
  name: "restarted",
  title: "Tomas forces a new deployment of the same task definition",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(tomas, prodEurope, "2026-11-20T13:43:00Z");
    const request = { cluster: "prod", service: "sessions", forceNewDeployment: true };
    at("2026-11-20T14:07:09Z", terminal, updateService(request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: tomas.userName, intent: "restart" },
      grade: "proven",
      says: ["restarted", tomas.userName],
      neverSays: ["no one called"],
    },
  ],
};
