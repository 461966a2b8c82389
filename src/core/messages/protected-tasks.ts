import { defineMessageFamily } from "../effect.ts";
import { cutText, reasonIn, tell } from "../effect-text.ts";

const PROTECTED =
  /^was unable to reach steady state because \(?task ?set \(?([^\s()]{1,100})\)? was unable to scale in\b/i;
const REASON = ". Reason: ";

/** Scale-in protection keeps more tasks than wanted: somebody called UpdateTaskProtection, or the task did. */
export const protectedTasks = defineMessageFamily({
  id: "protected-tasks",
  summary: "Tasks are protected from scale-in, so that the service keeps more than it should.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const taskSet = PROTECTED.exec(tail)?.[1];
    if (taskSet === undefined) return undefined;
    const at = tail.indexOf(REASON);
    const reason = at < 0 ? reasonIn(tail) : tail.slice(at + REASON.length).trim();
    return tell(subject, {
      says: "the service could not scale in because tasks are protected",
      caller: "indirect",
      taskSet,
      ...(reason !== undefined && { reason }),
    });
  },
  examples: [
    {
      text: "(service web) was unable to reach steady state because (taskSet ecs-svc/1111111111111111111) was unable to scale in due to (reason 2 tasks under protection)",
      reading: {
        caller: "indirect",
        taskSet: "ecs-svc/1111111111111111111",
        reason: "2 tasks under protection",
      },
    },
    {
      text: "service (web) was unable to reach steady state because task set (ecs-svc/1111111111111111111) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.",
      reading: {
        taskSet: "ecs-svc/1111111111111111111",
        reason: "The number of protected tasks are more than the desired count of tasks.",
      },
    },
  ],
});
