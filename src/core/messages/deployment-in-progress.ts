import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const REASON = /^ECS deployment (\S{1,100}) in progress\b/;

/** A deployment has begun. */
export const deploymentInProgress = defineMessageFamily({
  id: "deployment-in-progress",
  summary: "A deployment is under way.",
  where: ["deployment-reason"],
  read: (text) => {
    const named = REASON.exec(text)?.[1];
    if (named === undefined) return undefined;
    return tell(
      {},
      {
        says: "the deployment is under way",
        caller: "indirect",
        ...(named.startsWith("ecs-svc/") && { deployment: named }),
      },
    );
  },
  examples: [
    {
      text: "ECS deployment ecs-svc/6216346761948112104 in progress.",
      reading: { deployment: "ecs-svc/6216346761948112104", caller: "indirect" },
    },
    {
      text: "ECS deployment deploymentId in progress.",
      reading: { says: "the deployment is under way" },
    },
  ],
});
