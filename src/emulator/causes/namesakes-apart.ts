import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodAmerica, prodEurope, staging } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, mia, tomas } from "../demo-fleet/people.ts";
import { happens, says } from "../ecs-world/happenings.ts";

const here = serviceOf("accounts");
const elsewhere = [
  serviceOf("accounts", { cluster: "canary" }),
  serviceOf("accounts", prodAmerica),
  serviceOf("accounts", staging),
] as const;

export const namesakesApart: CauseStory = {
  name: "namesakes-apart",
  title: "Three services of the same name are scaled down elsewhere while one here stops a task",
  services: [here, ...elsewhere],
  tell: ({ at }) => {
    for (const [index, person] of [jane, mia, tomas].entries()) {
      const service = elsewhere[index] ?? here;
      const { cluster, name } = service;
      const terminal = atTerminal(person, placeOf(service), "2026-11-20T13:50:00Z");
      at(
        "2026-11-20T14:02:50Z",
        terminal,
        updateService({ cluster, service: name, desiredCount: 1 }),
        `elsewhere-${String(index)}`,
      );
    }
  },
  happenings: [
    happens(
      "2026-11-20T14:03:00Z",
      says(placeOf(here), "has stopped 1 running tasks: (task 00000000000000000000000000000bad)."),
      "it",
    ),
  ],
  truths: [
    {
      of: "it",
      effect: { says: "has stopped 1 running tasks" },
      cause: { kind: "unknown" },
      grade: "claimed",
      says: ["accounts", "not known"],
      neverSays: [jane.userName, mia.userName, tomas.userName, prodEurope.account],
    },
  ],
};
