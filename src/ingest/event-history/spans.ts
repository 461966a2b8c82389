import type { Interval } from "../../core/coverage.ts";
import { textOf } from "./stretch.ts";

/** A stretch of time in whole seconds since 1970, the unit of LookupEvents; `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Widened to whole seconds. */
export function spanOf({ from, to }: Interval): Span {
  return { from: Math.floor(Date.parse(from) / 1000), to: Math.ceil(Date.parse(to) / 1000) };
}

export function intervalOf({ from, to }: Span): Interval {
  return { from: textOf(from), to: textOf(to) };
}

/** The same seconds in as few spans as possible, oldest first. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = spans
    .filter(({ from, to }) => from < to)
    .toSorted((one, other) => one.from - other.from);
  const merged: Span[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged;
}

/** What of `wholes` lies in none of `parts`, oldest first. */
export function subtractSpans(wholes: readonly Span[], parts: readonly Span[]): readonly Span[] {
  const away = mergeSpans(parts);
  return mergeSpans(wholes).flatMap((whole) => {
    const left: Span[] = [];
    let reached = whole.from;
    for (const { from, to } of away) {
      if (to <= reached) continue;
      if (from >= whole.to) break;
      if (from > reached) left.push({ from: reached, to: from });
      reached = to;
    }
    if (reached < whole.to) left.push({ from: reached, to: whole.to });
    return left;
  });
}

/** What of a span is at or after a second. */
export function since(floor: number, spans: readonly Span[]): readonly Span[] {
  return spans.flatMap(({ from, to }) => (to > floor ? [{ from: Math.max(from, floor), to }] : []));
}
