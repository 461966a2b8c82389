import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const BLOCKED =
  "was unable to stop or start tasks during a deployment because of the service deployment configuration";

/** minimumHealthyPercent and maximumPercent leave the scheduler no step to take. */
export const deploymentBlocked = defineMessageFamily({
  id: "deployment-blocked",
  summary: "The deployment configuration lets the scheduler neither stop nor start a task.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith(BLOCKED)) return undefined;
    return tell(subject, {
      says: "minimumHealthyPercent and maximumPercent let the deployment neither stop nor start a task",
      caller: "none",
    });
  },
  examples: [
    {
      text: "service (web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
      reading: { caller: "none" },
    },
  ],
});
