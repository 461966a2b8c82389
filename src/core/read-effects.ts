import type { Effect, RawEffect } from "./effect.ts";
import { effectForms } from "./effect-forms/index.ts";

const BY_ID = new Map(effectForms.map((form) => [form.id, form]));

/** The effects in a raw thing; none where it is of a form that nobody knows. Never throws. */
export function readEffects(raw: RawEffect): readonly Effect[] {
  return BY_ID.get(raw.form)?.read(raw) ?? [];
}
