import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

/** A container without which the task may not run has ended; the containers' exit codes say how. */
export const essentialContainer = defineMessageFamily({
  id: "essential-container",
  summary: "An essential container of the task exited.",
  where: ["stopped-reason"],
  read: (text) =>
    /^Essential container in task exited\b/.test(text)
      ? tell({}, { says: "an essential container exited", caller: "none", condition: "crash" })
      : undefined,
  examples: [
    {
      text: "Essential container in task exited",
      reading: { caller: "none", condition: "crash" },
    },
  ],
});
