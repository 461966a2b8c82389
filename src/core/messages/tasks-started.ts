import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, tasksIn, tell } from "../effect-text.ts";

const STARTED = /^has started (\d{1,6}) tasks?\b/;
const REPLACED = /Amazon ECS replaced (\d{1,6}) tasks? due to (?:an )?unhealthy status/;

/** The scheduler started tasks: to deploy, to scale, or in place of others. */
export const tasksStarted = defineMessageFamily({
  id: "tasks-started",
  summary: "The scheduler started tasks, and whether it did so to replace unhealthy ones.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const count = STARTED.exec(tail)?.[1];
    if (count === undefined) return undefined;
    const replaced = REPLACED.exec(tail)?.[1];
    const tasks = tasksIn(tail);
    const says = `the scheduler started ${counted(count, "task")}`;
    return replaced === undefined
      ? tell(subject, { says, caller: "unknown", tasks })
      : tell(subject, {
          says: `${says} and replaced ${counted(replaced, "unhealthy task")}`,
          caller: "none",
          condition: "health-check",
          tasks,
        });
  },
  examples: [
    {
      text: "(service web) has started 2 tasks: (task 6a127288b5fa4ad7b70e2b340d705cc0) (task ef673d3a5c6d4401993bdbe5f77df574).",
      reading: {
        says: "the scheduler started 2 tasks",
        caller: "unknown",
        tasks: ["6a127288b5fa4ad7b70e2b340d705cc0", "ef673d3a5c6d4401993bdbe5f77df574"],
      },
    },
    {
      text: "(service web) has started 1 tasks: (task f35b3ede97d9476a915fb83787526c65). Amazon ECS replaced 1 tasks due to an unhealthy status.",
      reading: {
        says: "the scheduler started 1 task and replaced 1 unhealthy task",
        caller: "none",
        condition: "health-check",
        tasks: ["f35b3ede97d9476a915fb83787526c65"],
      },
    },
  ],
});
