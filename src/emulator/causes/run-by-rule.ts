import type { CauseStory } from "../cause-story.ts";
import { awsServiceItself, servicePrincipalSession } from "../callers/role-session.ts";
import { change } from "../calls/reads.ts";
import { assumeRole } from "../calls/sign-in.ts";
import { runTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";

const EVENTS = "events.amazonaws.com";
const WHEN = "2026-11-20T14:00:03Z";

export const runByRule: CauseStory = {
  name: "run-by-rule",
  title: "A rule of EventBridge runs a task that Jane made a target",
  services: [],
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T08:00:00Z");
    at(
      "2026-11-20T08:20:00Z",
      terminal,
      change("events", "PutRule", { name: "hourly-export", scheduleExpression: "rate(1 hour)" }),
    );
    at(
      "2026-11-20T08:20:02Z",
      terminal,
      change("events", "PutTargets", { rule: "hourly-export", targets: [{ id: "1" }] }),
    );
    const session = "057ffa15c4983c099eb1f9f09f268001";
    const target = { ...prodEurope, role: "hourly-export-events", session, issued: WHEN };
    at(WHEN, awsServiceItself({ ...prodEurope, service: EVENTS }), assumeRole(target));
    const rule = servicePrincipalSession({ ...target, invokedBy: EVENTS });
    const request = { cluster: "prod", taskDefinition: "export:5", launchType: "FARGATE" } as const;
    at(WHEN, rule, runTask({ ...request, startedBy: "events-rule/hourly-export" }), "it");
  },
  truths: [
    {
      of: "it",
      effect: "started-task",
      cause: {
        kind: "call",
        mark: "it",
        actor: "EventBridge",
        intent: "run-task",
        behind: jane.userName,
      },
      grade: "proven",
      says: ["export:5", "EventBridge", jane.userName],
    },
  ],
};
