import type { MessageFamily } from "../effect.ts";

/** Every family of texts that ECS writes; the first that reads a text says what it means. */
export const messageFamilies: readonly MessageFamily[] = [];
