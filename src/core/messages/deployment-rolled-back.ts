import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const CAUSE =
  /^(?:deployment failed: )?Service deployment rolled back because (?:of )?(.{1,4000})$/s;

/** Why a service deployment was rolled back: the circuit breaker, a lifecycle hook, its load balancer's set-up. */
export const deploymentRolledBack = defineMessageFamily({
  id: "deployment-rolled-back",
  summary: "A service deployment was rolled back, with the reason.",
  where: ["service-event", "deployment-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const reason = CAUSE.exec(tail)?.[1];
    if (reason === undefined) return undefined;
    const isBreaker = reason.startsWith("the circuit breaker threshold was exceeded");
    return tell(subject, {
      says: isBreaker
        ? "the circuit breaker rolled the deployment back"
        : "ECS rolled the deployment back",
      caller: "none",
      ...(isBreaker && { condition: "circuit-breaker" }),
      reason,
    });
  },
  examples: [
    {
      text: "Service deployment rolled back because the circuit breaker threshold was exceeded.",
      reading: {
        says: "the circuit breaker rolled the deployment back",
        caller: "none",
        condition: "circuit-breaker",
      },
    },
    {
      text: "(service web) deployment failed: Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:check due to: HookStatus must not be null.",
      reading: { says: "ECS rolled the deployment back", caller: "none" },
    },
    {
      text: "Service deployment rolled back because of invalid networking configuration. Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.",
      reading: {
        reason:
          "invalid networking configuration. Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.",
      },
    },
  ],
});
