import type { Interval } from "./coverage.ts";

/** An interval with its ends as milliseconds since 1970, so that `14:00:00Z` and `14:00:00.000Z` are one instant. */
interface Timed {
  readonly interval: Interval;
  readonly from: number;
  readonly to: number;
}

/**
 * The same instants in as few intervals as possible, oldest first. Overlapping and touching ones become one; those that
 * hold no instant (`to` not after `from`, or a time that cannot be read) are left out.
 */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Timed[] = [];
  for (const next of sort(intervals)) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else if (next.to > last.to) merged[merged.length - 1] = join(last, next);
  }
  return merged.map(({ interval }) => interval);
}

/** What of `whole` lies in none of `parts`, oldest first. */
export function subtractIntervals(
  whole: Interval,
  parts: readonly Interval[],
): readonly Interval[] {
  const [all] = sort([whole]);
  if (all === undefined) return [];
  const holes: Interval[] = [];
  let reached = { text: whole.from, at: all.from };
  for (const part of sort(parts)) {
    if (part.from >= all.to) break;
    if (part.from > reached.at) holes.push({ from: reached.text, to: part.interval.from });
    if (part.to > reached.at) reached = { text: part.interval.to, at: part.to };
  }
  if (reached.at < all.to) holes.push({ from: reached.text, to: whole.to });
  return holes;
}

function sort(intervals: readonly Interval[]): readonly Timed[] {
  return intervals
    .map(({ from, to }) => ({
      interval: { from, to },
      from: Date.parse(from),
      to: Date.parse(to),
    }))
    .filter(({ from, to }) => from < to)
    .toSorted((one, other) => one.from - other.from);
}

function join(one: Timed, other: Timed): Timed {
  const interval = { from: one.interval.from, to: other.interval.to };
  return { interval, from: one.from, to: other.to };
}
