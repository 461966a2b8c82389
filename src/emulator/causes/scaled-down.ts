import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";

const service = serviceOf("invoices", { desiredCount: 4 });

export const scaledDown: CauseStory = {
  name: "scaled-down",
  title: "Jane scales a service from four to two",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    const { cluster, name } = service;
    at(
      "2026-11-20T10:12:00Z",
      terminalOf("2026-11-20T10:02:00Z"),
      updateService({ cluster, service: name, desiredCount: 4, enableExecuteCommand: true }),
    );
    at(
      "2026-11-20T14:02:11Z",
      terminal,
      updateService({ cluster, service: name, desiredCount: 2 }),
      "it",
    );
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: jane.userName, intent: "scale" },
      grade: "inferred",
      says: ["invoices", "4 → 2", jane.userName],
      neverSays: ["no one called"],
    },
    {
      of: "it",
      effect: { says: "has stopped 2 running tasks" },
      cause: { kind: "call", mark: "it", actor: jane.userName, intent: "scale" },
      grade: "inferred",
      says: ["4 → 2", jane.userName],
    },
  ],
};

function terminalOf(signedIn: string): ReturnType<typeof atTerminal> {
  return atTerminal(jane, placeOf(service), signedIn);
}
