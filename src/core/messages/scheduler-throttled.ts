import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** The scheduler's own calls come too fast for an API's quota. */
export const schedulerThrottled = defineMessageFamily({
  id: "scheduler-throttled",
  summary: "The scheduler is throttled and tries again later.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith("operations are being throttled")) return undefined;
    const by = /^operations are being throttled on ([^.]{1,100})/.exec(tail)?.[1];
    return tell(subject, {
      says: `the scheduler is being throttled${by === undefined ? "" : ` on ${by}`}`,
      caller: "none",
      condition: "throttled",
    });
  },
  examples: [
    {
      text: "service (web) operations are being throttled. Will try again later.",
      reading: {
        says: "the scheduler is being throttled",
        caller: "none",
        condition: "throttled",
      },
    },
    {
      text: "(service web) operations are being throttled on elb. Will try again later.",
      reading: { says: "the scheduler is being throttled on elb" },
    },
  ],
});
