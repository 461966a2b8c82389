import type { Starter } from "../starter.ts";

/** Every AWS service that acts on ECS for somebody; the first that acted is asked. */
export const starters: readonly Starter[] = [];
