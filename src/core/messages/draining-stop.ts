import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

/** The container instance was set to DRAINING: by a person, by managed draining or for a Spot notice. */
export const drainingStop = defineMessageFamily({
  id: "draining-stop",
  summary: "The container instance drains, and the scheduler moved the task away.",
  where: ["stopped-reason"],
  read: (text) =>
    /^.{0,300}?\bcontainer instance\b.{0,100}?\b(?:is|was) in DRAINING state\b/is.test(text)
      ? tell({}, { says: "the container instance is draining", caller: "indirect" })
      : undefined,
  examples: [
    {
      text: "The container instance is in DRAINING state",
      reading: { says: "the container instance is draining", caller: "indirect" },
    },
  ],
});
