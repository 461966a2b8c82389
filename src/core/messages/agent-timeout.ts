import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** The container agent on the instance that would take the task does not answer. */
export const agentTimeout = defineMessageFamily({
  id: "agent-timeout",
  summary: "The ECS agent did not start on the instance.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith("Timed out waiting for Amazon ECS Agent to start")) return undefined;
    return tell(subject, {
      says: "the ECS agent on the container instance did not start",
      caller: "none",
      condition: "infrastructure-health",
    });
  },
  examples: [
    {
      text: 'service (web) Timed out waiting for Amazon ECS Agent to start. Please check logs at /var/log/ecs/ecs-agent.log".',
      reading: { caller: "none", condition: "infrastructure-health" },
    },
  ],
});
