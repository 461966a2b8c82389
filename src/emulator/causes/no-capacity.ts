import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import { happens, says } from "../ecs-world/happenings.ts";

const service = serviceOf("forecast");

export const noCapacity: CauseStory = {
  name: "no-capacity",
  title: "The scheduler finds no instance for a task that Jane asked for",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    const request = { cluster: "prod", service: "forecast", desiredCount: 5 };
    at("2026-11-20T14:02:00Z", terminal, updateService(request), "asked");
  },
  happenings: [
    happens(
      "2026-11-20T14:02:09Z",
      says(
        placeOf(service),
        "was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 123e4567e89b12d3a456426655440000 has insufficient CPU units available.",
      ),
      "it",
    ),
  ],
  truths: [
    {
      of: "it",
      effect: { says: "was unable to place a task" },
      cause: { kind: "condition", condition: "no-capacity" },
      grade: "proven",
      says: ["no one called", "could not place a task"],
    },
  ],
};
