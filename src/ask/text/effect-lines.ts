import type { Effect } from "../../core/effect.ts";
import { clauseOfEffect } from "../../core/effect-clause.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Answer } from "../answer.ts";
import { whyPhrase } from "../phrases.ts";
import { clean, type Pen } from "./pen.ts";
import { clockOf } from "./times.ts";
import { wrap } from "./wrap.ts";

/** An effect worth a line, with why it happened where that is known. */
export interface ToldEffect {
  readonly effect: Effect;
  readonly verdict: Verdict | undefined;
}

/** The effects of an answer that somebody may ask about, oldest first. */
export function toldEffects({ verdicts = [] }: Answer): readonly ToldEffect[] {
  return verdicts.map((verdict) => ({ effect: verdict.subject, verdict }));
}

/** What ECS did and, below it, why. */
export function effectLines(
  { effect, verdict }: ToldEffect,
  pen: Pen,
  indent: string,
): readonly string[] {
  const time = clean(clockOf(effect.at, pen.screen.timeZone));
  const head = `${indent}${time}  `;
  const deep = " ".repeat(pen.width < 80 ? 6 : head.length);
  const what = wrap(clean(clauseOfEffect(effect)), pen.width, deep, head);
  const why = verdict === undefined ? "" : whyPhrase(verdict);
  return [
    ...what,
    ...(why === ""
      ? []
      : wrap(clean(why), pen.width, deep).map((line) => pen.paint("quiet", line))),
  ];
}
