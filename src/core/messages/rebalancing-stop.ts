import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const REBALANCED = /^Availability-zone rebalancing initiated by \(deployment ([^\s()]{1,200})\)/i;

/** ECS moved the task's work into another Availability Zone. */
export const rebalancingStop = defineMessageFamily({
  id: "rebalancing-stop",
  summary: "ECS stopped the task to balance Availability Zones.",
  where: ["stopped-reason"],
  read: (text) => {
    const deployment = REBALANCED.exec(text)?.[1];
    if (deployment === undefined) return undefined;
    return tell(
      {},
      {
        says: "ECS balanced the tasks across Availability Zones",
        caller: "none",
        condition: "az-rebalancing",
        deployment,
      },
    );
  },
  examples: [
    {
      text: "Availability-zone rebalancing initiated by (deployment ecs-svc/9223370564341623665)",
      reading: {
        caller: "none",
        condition: "az-rebalancing",
        deployment: "ecs-svc/9223370564341623665",
      },
    },
  ],
});
