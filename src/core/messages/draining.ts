import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, tell } from "../effect-text.ts";

const DRAINING = /^has begun draining connections on (\d{1,6}) tasks?\b/;

/** The load balancer sends tasks nothing new any more, before they are stopped. */
export const draining = defineMessageFamily({
  id: "draining",
  summary: "Connections to tasks are let run out before they are stopped.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const count = DRAINING.exec(tail)?.[1];
    if (count === undefined) return undefined;
    const says = `connections to ${counted(count, "task")} began to drain`;
    return tell(subject, { says, caller: "unknown" });
  },
  examples: [
    {
      text: "(service web, taskSet ecs-svc/4408993298399279146) has begun draining connections on 1 tasks.",
      reading: {
        says: "connections to 1 task began to drain",
        taskSet: "ecs-svc/4408993298399279146",
      },
    },
    {
      text: "(service web) has begun draining connections on 2 tasks.",
      reading: { says: "connections to 2 tasks began to drain" },
    },
  ],
});
