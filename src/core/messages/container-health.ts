import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

/** The container's own health check failed; the scheduler replaces the task. */
export const containerHealth = defineMessageFamily({
  id: "container-health",
  summary: "A task failed the health checks of its containers.",
  where: ["service-event", "stopped-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    if (!/^(?:Task )?failed container health checks\b/i.test(tail)) return undefined;
    return tell(subject, {
      says: "the container's health checks failed",
      caller: "none",
      condition: "health-check",
    });
  },
  examples: [
    {
      text: "Task failed container health checks",
      reading: { caller: "none", condition: "health-check" },
    },
    {
      text: "(service web) (task 0668979337dc48ebb791640cd1162053) failed container health checks.",
      reading: { condition: "health-check", tasks: ["0668979337dc48ebb791640cd1162053"] },
    },
    {
      text: "service web task 0668979337dc48ebb791640cd1162053 failed container health checks.",
      reading: { tasks: ["0668979337dc48ebb791640cd1162053"] },
    },
  ],
});
