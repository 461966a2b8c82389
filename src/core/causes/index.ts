import type { CauseRule } from "../verdict.ts";

/** Surest first: the first rule that finds a cause tells it. */
export const causeRules: readonly CauseRule[] = [];
