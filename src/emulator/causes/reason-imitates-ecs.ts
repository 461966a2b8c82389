import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { stopTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";

const service = serviceOf("coupons");
const REASON = "Task failed ELB health checks";

export const reasonImitatesEcs: CauseStory = {
  name: "reason-imitates-ecs",
  title: "Mia stops a task with a reason in ECS's own words",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    at("2026-11-20T14:05:31Z", terminal, stopTask(placeOf(service), REASON), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: mia.userName, intent: "stop-task" },
      grade: "proven",
      says: [mia.userName, REASON],
      neverSays: ["no one called", "load balancer's health checks failed"],
    },
  ],
};
