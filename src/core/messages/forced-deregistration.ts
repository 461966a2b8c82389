import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

/** Somebody took the container instance out of the cluster with force, tasks and all. */
export const forcedDeregistration = defineMessageFamily({
  id: "forced-deregistration",
  summary: "The container instance was deregistered by force.",
  where: ["stopped-reason"],
  read: (text) =>
    /^Container instance deregistration forced by user\b/.test(text)
      ? tell(
          {},
          { says: "somebody deregistered the container instance by force", caller: "direct" },
        )
      : undefined,
  examples: [
    { text: "Container instance deregistration forced by user", reading: { caller: "direct" } },
  ],
});
