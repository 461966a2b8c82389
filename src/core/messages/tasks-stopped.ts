import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, tasksIn, tell } from "../effect-text.ts";

const STOPPED = /^(?:has )?stopped (\d{1,6}) (running|pending) tasks?\b/;

/** The scheduler stopped tasks; why, only the tasks themselves say (`stoppedReason`). */
export const tasksStopped = defineMessageFamily({
  id: "tasks-stopped",
  summary: "The scheduler stopped running or pending tasks.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [, count, state] = STOPPED.exec(tail) ?? [];
    if (count === undefined) return undefined;
    const noun = state === "pending" ? "pending task" : "task";
    const says = `the scheduler stopped ${counted(count, noun)}`;
    return tell(subject, { says, caller: "unknown", tasks: tasksIn(tail) });
  },
  examples: [
    {
      text: "(service web) has stopped 1 running tasks: (task 9d85800c30b349039d104d52b506b930).",
      reading: {
        says: "the scheduler stopped 1 task",
        caller: "unknown",
        tasks: ["9d85800c30b349039d104d52b506b930"],
      },
    },
    {
      text: "service web has stopped 1 running tasks: task 38b054c4e6724fafbdc1fac589f8d0ae.",
      reading: { tasks: ["38b054c4e6724fafbdc1fac589f8d0ae"] },
    },
    {
      text: "(service web) stopped 2 pending tasks.",
      reading: { says: "the scheduler stopped 2 pending tasks", tasks: [] },
    },
  ],
});
