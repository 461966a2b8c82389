import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** Tasks keep failing, and the scheduler waits longer and longer between its tries. */
export const startImpaired = defineMessageFamily({
  id: "start-impaired",
  summary: "The service cannot start tasks that last.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith("is unable to consistently start tasks successfully")) return undefined;
    return tell(subject, {
      says: "the service's tasks keep failing, and the scheduler tries again ever more slowly",
      caller: "none",
      condition: "scheduler-retry",
    });
  },
  examples: [
    {
      text: "(service web) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.",
      reading: { caller: "none", condition: "scheduler-retry" },
    },
  ],
});
