import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const NONE =
  /^was unable to reach steady state\. Reason: (No Container Instances were found[^\n]{0,300})/;

/** The capacity provider has no instance to run on. */
export const noInstances = defineMessageFamily({
  id: "no-instances",
  summary: "No container instance was found in the capacity provider.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const reason = NONE.exec(tail)?.[1];
    if (reason === undefined) return undefined;
    return tell(subject, {
      says: "the capacity provider had no container instance",
      caller: "none",
      condition: "no-capacity",
      reason,
    });
  },
  examples: [
    {
      text: "service (web) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
      reading: { condition: "no-capacity", caller: "none" },
    },
  ],
});
