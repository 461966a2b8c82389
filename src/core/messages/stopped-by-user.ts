import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

/** What ECS writes where StopTask named no reason; a reason that was named stands there verbatim instead. */
export const stoppedByUser = defineMessageFamily({
  id: "stopped-by-user",
  summary: "Somebody called StopTask without a reason.",
  where: ["stopped-reason"],
  read: (text) =>
    /^Task stopped by user\.?$/.test(text)
      ? tell({}, { says: "somebody called StopTask", caller: "direct" })
      : undefined,
  examples: [
    {
      text: "Task stopped by user",
      reading: { says: "somebody called StopTask", caller: "direct" },
    },
  ],
});
