import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const SCALED = /^Scaling activity initiated by \((deployment|task ?[sS]et) ([^\s()]{1,200})\)/;

/** The scheduler stopped the task because of its deployment: replaced by a newer one, or more tasks than wanted. */
export const scalingStop = defineMessageFamily({
  id: "scaling-stop",
  summary: "The scheduler stopped the task for a deployment or for a lower desired count.",
  where: ["stopped-reason"],
  read: (text) => {
    const [, kind, id] = SCALED.exec(text) ?? [];
    if (id === undefined) return undefined;
    return tell(
      {},
      {
        says: `the scheduler no longer wanted the task (${kind === "deployment" ? "deployment" : "task set"} ${id})`,
        caller: "indirect",
        ...(kind === "deployment" ? { deployment: id } : { taskSet: id }),
      },
    );
  },
  examples: [
    {
      text: "Scaling activity initiated by (deployment ecs-svc/9223370564341623665)",
      reading: {
        says: "the scheduler no longer wanted the task (deployment ecs-svc/9223370564341623665)",
        caller: "indirect",
        deployment: "ecs-svc/9223370564341623665",
      },
    },
  ],
});
