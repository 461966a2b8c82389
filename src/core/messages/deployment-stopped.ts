import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const BY_USER = /^(?:deployment failed: )?Service deployment rolled back by user\b/;

/** Somebody called StopServiceDeployment, and ECS goes back to what ran before. */
export const deploymentStopped = defineMessageFamily({
  id: "deployment-stopped",
  summary: "Somebody stopped the service deployment, which rolled it back.",
  where: ["service-event", "deployment-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!BY_USER.test(tail)) return undefined;
    return tell(subject, {
      says: "somebody stopped the deployment, and ECS rolled it back",
      caller: "direct",
    });
  },
  examples: [
    {
      text: "Service deployment rolled back by user.",
      reading: {
        says: "somebody stopped the deployment, and ECS rolled it back",
        caller: "direct",
      },
    },
  ],
});
