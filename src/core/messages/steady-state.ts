import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** The service runs what it should: said whenever a deployment or a replacement is over, and every few hours. */
export const steadyState = defineMessageFamily({
  id: "steady-state",
  summary: "The service runs the desired number of healthy tasks.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!tail.startsWith("has reached a steady state")) return undefined;
    return tell(subject, { says: "the service reached a steady state", caller: "unknown" });
  },
  examples: [
    {
      text: "(service web) has reached a steady state.",
      reading: { says: "the service reached a steady state", caller: "unknown", tasks: [] },
    },
    { text: "service (web) has reached a steady state.", reading: { caller: "unknown" } },
    {
      text: "(service web, taskSet ecs-svc/4408993298399279146) has reached a steady state.",
      reading: { taskSet: "ecs-svc/4408993298399279146" },
    },
  ],
});
