import type { Effect, EffectForm, RawEffect, ReadEffect } from "./effect.ts";
import { effectForms } from "./effect-forms/index.ts";
import { eventOf } from "./effect-event.ts";
import { textIn } from "./json-fields.ts";
import type { JsonObject } from "./record.ts";

const BY_ID = new Map(effectForms.map((form) => [form.id, form]));

/** The effects in a raw thing; none where it is of a form that nobody knows. Never throws. */
export function readEffects(raw: RawEffect): readonly Effect[] {
  return BY_ID.get(raw.form)?.read(raw) ?? [];
}

/** The form of a thing that stands alone; nothing where it tells of no effect. Never throws. */
export function formOf(body: JsonObject): EffectForm | undefined {
  return effectForms.find((form) => form.recognises(body));
}

/**
 * The effects in a thing that stands alone, in a file or a queue. Account and region are read from its ARNs; an event of
 * EventBridge says them too, and when ECS was looked at.
 */
export function readAlone({ id }: EffectForm, body: JsonObject): readonly ReadEffect[] {
  const { at } = eventOf(body);
  const raw: RawEffect = {
    form: id,
    account: textIn(body, "account") ?? "",
    region: textIn(body, "region") ?? "",
    ...(at !== undefined && { seenAt: at }),
    body,
  };
  return readEffects(raw).map((effect) => ({ effect, raw }));
}
