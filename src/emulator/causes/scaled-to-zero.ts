import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { inConsole, ravi } from "../demo-fleet/people.ts";

const service = serviceOf("reports", { desiredCount: 2 });

export const scaledToZero: CauseStory = {
  name: "scaled-to-zero",
  title: "Ravi scales a service to zero in the console",
  services: [service],
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:40:00Z");
    const request = { cluster: "prod", service: "reports", desiredCount: 0 };
    at("2026-11-20T14:06:48Z", console, updateService(request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: ravi.userName, intent: "stop-service" },
      grade: "inferred",
      says: ["reports", "0", ravi.userName],
      neverSays: ["no one called"],
    },
  ],
};
