import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** An alarm that the deployment watches went off: ECS ends the deployment as its circuit breaker would. */
export const deploymentAlarm = defineMessageFamily({
  id: "deployment-alarm",
  summary: "A CloudWatch alarm that the deployment watches ended it.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith("deployment failed: alarm detected")) return undefined;
    return tell(subject, {
      says: "an alarm went off during the deployment, which ended it",
      caller: "none",
      condition: "circuit-breaker",
    });
  },
  examples: [
    {
      text: "(service web) (deployment ecs-svc/8028000000000000000) deployment failed: alarm detected.",
      reading: {
        says: "an alarm went off during the deployment, which ended it",
        condition: "circuit-breaker",
        deployment: "ecs-svc/8028000000000000000",
      },
    },
  ],
});
