import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const REASON = /^ECS deployment (\S{1,100}) completed\b/;

/** A deployment runs everywhere it should. */
export const deploymentCompleted = defineMessageFamily({
  id: "deployment-completed",
  summary: "A deployment is complete.",
  where: ["service-event", "deployment-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const named = REASON.exec(tail)?.[1];
    if (!tail.startsWith("deployment completed") && named === undefined) return undefined;
    return tell(subject, {
      says: "the deployment is complete",
      caller: "indirect",
      ...(named?.startsWith("ecs-svc/") && { deployment: named }),
    });
  },
  examples: [
    {
      text: "(service web) (deployment ecs-svc/5678755162203410295) deployment completed.",
      reading: { says: "the deployment is complete", deployment: "ecs-svc/5678755162203410295" },
    },
    {
      text: "ECS deployment ecs-svc/5678755162203410295 completed.",
      reading: { deployment: "ecs-svc/5678755162203410295", caller: "indirect" },
    },
  ],
});
