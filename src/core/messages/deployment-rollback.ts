import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const ROLLBACK = /^rolling back to deployment ([^\s]{1,200}?)\.?\s*$/;
const BREAKER =
  /^ECS deployment circuit breaker: rolling back to deploymentId ([^\s]{1,200}?)\.?\s*$/;

/**
 * The service goes back to what it ran before. The service event does not say why: a circuit breaker, an alarm, a hook or
 * somebody's StopServiceDeployment. `deployment` is what it goes back to.
 */
export const deploymentRollback = defineMessageFamily({
  id: "deployment-rollback",
  summary: "A failed or stopped deployment is rolled back.",
  where: ["service-event", "deployment-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const breaker = BREAKER.exec(tail)?.[1];
    const target = breaker ?? ROLLBACK.exec(tail)?.[1];
    if (target === undefined) return undefined;
    const to = target.startsWith("ecs-svc/") && { deployment: target };
    return breaker === undefined
      ? tell(subject, { says: `ECS rolls back to deployment ${target}`, caller: "unknown", ...to })
      : tell(subject, {
          says: `the circuit breaker rolls back to deployment ${target}`,
          caller: "none",
          condition: "circuit-breaker",
          ...to,
        });
  },
  examples: [
    {
      text: "(service web) rolling back to deployment ecs-svc/1111111111111111111.",
      reading: {
        says: "ECS rolls back to deployment ecs-svc/1111111111111111111",
        caller: "unknown",
        deployment: "ecs-svc/1111111111111111111",
      },
    },
    {
      text: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1111111111111111111.",
      reading: {
        caller: "none",
        condition: "circuit-breaker",
        deployment: "ecs-svc/1111111111111111111",
      },
    },
  ],
});
