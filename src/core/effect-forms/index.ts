import type { EffectForm } from "../effect.ts";

/** Every shape in which effects come. */
export const effectForms: readonly EffectForm[] = [];
