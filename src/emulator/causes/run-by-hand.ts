import type { CauseStory } from "../cause-story.ts";
import { runTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";
import { happens, taskExits } from "../ecs-world/happenings.ts";

export const runByHand: CauseStory = {
  name: "run-by-hand",
  title: "Mia runs a migration, which does its work and ends",
  services: [],
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    const request = {
      cluster: "prod",
      taskDefinition: "migrate:3",
      launchType: "FARGATE",
    } as const;
    at("2026-11-20T14:00:10Z", terminal, runTask({ ...request, startedBy: "mia-migration" }), "it");
  },
  happenings: [happens("2026-11-20T14:03:00Z", taskExits("mia-migration", 0), "ended")],
  truths: [
    {
      of: "it",
      effect: "started-task",
      cause: { kind: "call", mark: "it", actor: mia.userName, intent: "run-task" },
      grade: "proven",
      says: ["migrate:3", mia.userName],
    },
    {
      of: "ended",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "completed" },
      grade: "proven",
      says: ["exited with code 0", mia.userName],
      neverSays: ["failed"],
    },
  ],
};
