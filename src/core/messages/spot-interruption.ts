import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

/** AWS takes Fargate Spot capacity back. */
export const spotInterruption = defineMessageFamily({
  id: "spot-interruption",
  summary: "AWS took the Spot capacity back.",
  where: ["stopped-reason"],
  read: (text) =>
    /^Your Spot Task was interrupted\b/i.test(text)
      ? tell(
          {},
          {
            says: "AWS took the Spot capacity back",
            caller: "none",
            condition: "spot-interruption",
          },
        )
      : undefined,
  examples: [
    {
      text: "Your Spot Task was interrupted.",
      reading: { caller: "none", condition: "spot-interruption" },
    },
  ],
});
