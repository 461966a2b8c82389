import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const BREAKER = /^ECS deployment circuit breaker: (?:tasks?|task\(s\)) failed to start\b/;

/** The circuit breaker ended a deployment, because too many of its tasks did not come up. */
export const deploymentFailed = defineMessageFamily({
  id: "deployment-failed",
  summary: "The deployment circuit breaker ended a deployment whose tasks did not come up.",
  where: ["service-event", "deployment-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!/^deployment failed: tasks failed to start\b/.test(tail) && !BREAKER.test(tail)) {
      return undefined;
    }
    return tell(subject, {
      says: "the deployment's tasks failed to start, and the circuit breaker ended it",
      caller: "none",
      condition: "circuit-breaker",
    });
  },
  examples: [
    {
      text: "(service web) (deployment ecs-svc/1111111111111111111) deployment failed: tasks failed to start.",
      reading: {
        caller: "none",
        condition: "circuit-breaker",
        deployment: "ecs-svc/1111111111111111111",
      },
    },
    {
      text: "ECS deployment circuit breaker: tasks failed to start.",
      reading: { condition: "circuit-breaker" },
    },
    {
      text: "ECS deployment circuit breaker: task failed to start.",
      reading: { condition: "circuit-breaker" },
    },
    {
      text: "service (web) deployment failed: tasks failed to start.",
      reading: { condition: "circuit-breaker" },
    },
  ],
});
