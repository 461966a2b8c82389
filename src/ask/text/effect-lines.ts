import type { Effect } from "../../core/effect.ts";
import { clauseOfEffect } from "../../core/effect-clause.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Answer } from "../answer.ts";
import { whyPhrase } from "../phrases.ts";
import { clean, type Pen } from "./pen.ts";
import { clockOf } from "./times.ts";
import { wrap } from "./wrap.ts";

/** An effect worth a line, with why it happened; those right behind it that say the same are counted. */
export interface ToldEffect {
  readonly effect: Effect;
  readonly why: string;
  /** How many more like it followed. */
  readonly more: number;
}

/** The effects of an answer that somebody may ask about, oldest first, like ones folded. */
export function toldEffects({ verdicts = [] }: Answer): readonly ToldEffect[] {
  const told: ToldEffect[] = [];
  for (const verdict of verdicts) {
    const { subject } = verdict;
    const why = whyPhrase(verdict);
    const last = told.at(-1);
    if (last && last.why === why && isAlike(last.effect, subject)) {
      told[told.length - 1] = { ...last, more: last.more + 1 };
    } else told.push({ effect: subject, why, more: 0 });
  }
  return told;
}

function isAlike(one: Effect, other: Verdict["subject"]): boolean {
  return (
    one.kind === other.kind &&
    one.kind !== "service-event" &&
    one.state === other.state &&
    one.resource.cluster === other.resource.cluster &&
    one.resource.service === other.resource.service
  );
}

/** What ECS did and, below it, why. */
export function effectLines(
  { effect, why, more }: ToldEffect,
  pen: Pen,
  indent: string,
): readonly string[] {
  const time = clean(clockOf(effect.at, pen.screen.timeZone));
  const head = `${indent}${time}  `;
  const deep = " ".repeat(pen.width < 80 ? 6 : head.length);
  const others = more === 0 ? "" : `, and ${String(more)} more like it`;
  return [
    ...wrap(clean(clauseOfEffect(effect) + others), pen.width, deep, head),
    ...wrap(clean(why), pen.width, deep).map((line) => pen.paint("quiet", line)),
  ];
}
