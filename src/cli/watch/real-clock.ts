import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../alert/deliver.ts";

/** Deliveries keep to the machine's time, whatever TASKTRAIL_NOW says. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
};
