import type { Issuance } from "../issuance.ts";

/** Every kind of event in which AWS hands out credentials. */
export const issuances: readonly Issuance[] = [];
