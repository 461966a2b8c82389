import type { Change } from "./change.ts";

/** Whether a call changed something: rules about what happened look only at these. */
export function isEffective({ nature, outcome, noop }: Change): boolean {
  return nature === "mutating" && outcome.kind === "accepted" && !noop;
}
