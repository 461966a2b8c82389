import type { CauseStory } from "../cause-story.ts";
import { servicePrincipalSession } from "../callers/role-session.ts";
import { change } from "../calls/reads.ts";
import { runTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";

const NAME = "customer-data-lake-compaction";
const WHEN = "2026-11-20T14:00:05Z";

export const runBySchedule: CauseStory = {
  name: "run-by-schedule",
  title: "EventBridge Scheduler runs a task for a schedule whose name is cut to 36 characters",
  services: [],
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T08:30:00Z");
    at("2026-11-20T08:40:00Z", terminal, change("scheduler", "CreateSchedule", { name: NAME }));
    const scheduler = servicePrincipalSession({
      ...prodEurope,
      role: "compaction-schedule",
      session: "57ffa15c49a1b2c3",
      issued: WHEN,
      invokedBy: "scheduler.amazonaws.com",
    });
    const request = {
      cluster: "prod",
      taskDefinition: "compact:2",
      launchType: "FARGATE",
    } as const;
    const startedBy = `chronos-schedule/${NAME}`.slice(0, 36);
    at(WHEN, scheduler, runTask({ ...request, startedBy }), "it");
  },
  truths: [
    {
      of: "it",
      effect: "started-task",
      cause: {
        kind: "call",
        mark: "it",
        actor: "EventBridge Scheduler",
        intent: "run-task",
        behind: mia.userName,
      },
      grade: "proven",
      says: ["compact:2", "EventBridge Scheduler", mia.userName],
    },
  ],
};
