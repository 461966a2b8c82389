import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, reasonIn, tasksIn, tell } from "../effect-text.ts";

const MOVED =
  /^has (started|stopped) (\d{1,6}) (?:running )?tasks? in ([^\s()]{1,64}) (?:to AZ Rebalance|due to AZ rebalancing)\b/;
const BLOCKED =
  /^was unable to AZ Rebalance because \(?(?:task ?set )?\(?([^\s()]{1,200})\)? was unable to scale in\b/i;
const STATES: readonly (readonly [string, string])[] = [
  ["is not AZ balanced with ", "the tasks are not balanced across Availability Zones"],
  ["is AZ balanced with ", "the tasks are balanced across Availability Zones"],
  ["stopped AZ Rebalancing", "Availability Zone rebalancing stopped"],
];

/**
 * ECS moves tasks between Availability Zones on its own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing-event-messages-list.html
 */
export const azRebalancing = defineMessageFamily({
  id: "az-rebalancing",
  summary: "ECS balances the tasks across Availability Zones.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const about = { caller: "none", condition: "az-rebalancing" } as const;
    const [, deed, count, zone] = MOVED.exec(tail) ?? [];
    if (deed !== undefined && count !== undefined && zone !== undefined) {
      const says = `the scheduler ${deed} ${counted(count, "task")} in ${zone} to balance Availability Zones`;
      return tell(subject, { ...about, says, tasks: tasksIn(tail) });
    }
    const state = STATES.find(([start]) => tail.startsWith(start))?.[1];
    if (state !== undefined) return tell(subject, { ...about, says: state });
    if (!BLOCKED.test(tail)) return undefined;
    const reason = reasonIn(tail);
    return tell(subject, {
      ...about,
      says: "Availability Zones could not be balanced because tasks are protected",
      ...(reason !== undefined && { reason }),
    });
  },
  examples: [
    {
      text: "(service web) is not AZ balanced with 3 tasks in eu-central-1a, 1 tasks in eu-central-1c, 1 tasks in eu-central-1b. AZ Rebalancing in progress.",
      reading: { caller: "none", condition: "az-rebalancing" },
    },
    {
      text: "(service web) has started 1 tasks in eu-central-1a to AZ Rebalance: (task 8378fd0fc0d744109128c8d6a0b71524).",
      reading: {
        says: "the scheduler started 1 task in eu-central-1a to balance Availability Zones",
        tasks: ["8378fd0fc0d744109128c8d6a0b71524"],
      },
    },
    {
      text: "web/ecs-svc/4408993298399279146 has stopped 1 running tasks in us-east-1a due to AZ rebalancing: 8378fd0fc0d744109128c8d6a0b71524.",
      reading: {
        condition: "az-rebalancing",
        taskSet: "ecs-svc/4408993298399279146",
        tasks: ["8378fd0fc0d744109128c8d6a0b71524"],
      },
    },
    {
      text: "service (web) was unable to AZ Rebalance because ecs-svc/4408993298399279146 was unable to scale in due to 2 tasks under protection.",
      reading: { reason: "2 tasks under protection" },
    },
    {
      text: "service (web) stopped AZ Rebalancing.",
      reading: { says: "Availability Zone rebalancing stopped" },
    },
  ],
});
