import type { Coverage, Interval } from "../../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../../core/intervals.ts";
import type { ReadRequest } from "../source.ts";

/** Event History forgets what is older. */
const DAYS_KEPT = 90;
const DAY_MS = 86_400_000;

/** What happened less than this long ago may not be delivered yet (about 5 minutes on average, not guaranteed). */
const DELIVERY_MS = 15 * 60_000;

/** How a question's window stands to what Event History can tell: all at whole seconds, as its API takes them. */
export interface Stretch {
  /** The window, not beyond now. */
  readonly whole: Interval;
  /** From when on Event History still knows. */
  readonly oldest: string;
  /** Before this, nothing more will be delivered. */
  readonly settled: string;
}

/** @returns nothing where the window holds no second of the past. */
export function measure({ window, now }: Pick<ReadRequest, "window" | "now">): Stretch | undefined {
  const from = Math.floor(Date.parse(window.from) / 1000);
  const to = Math.ceil(Math.min(Date.parse(window.to), now.getTime()) / 1000);
  if (!(from < to)) return undefined;
  return {
    whole: { from: textOf(from), to: textOf(to) },
    oldest: textOf(Math.ceil((now.getTime() - DAYS_KEPT * DAY_MS) / 1000)),
    settled: textOf(Math.floor((now.getTime() - DELIVERY_MS) / 1000)),
  };
}

/** What of an interval is seen for good. */
export function settledPart(interval: Interval, { settled }: Stretch): readonly Interval[] {
  return subtractIntervals(interval, [{ from: settled, to: interval.to }]);
}

/** Why something was not seen, where something went wrong. */
export type Trouble = Pick<Coverage, "state" | "note">;

/**
 * What of the window was seen, is fresh, is forgotten, or could not be seen: nothing of it is left out.
 *
 * @param explain tells, part by part, why a stretch was not seen.
 */
export function tellCoverage(
  stretch: Stretch,
  seen: readonly Interval[],
  explain: (unseen: Interval) => readonly (Interval & Trouble)[],
): readonly (Interval & Trouble)[] {
  const { whole, oldest, settled } = stretch;
  const unseen = subtractIntervals(whole, seen);
  const known = mergeIntervals(subtractIntervals(whole, unseen));
  const reachable = unseen.flatMap((part) => subtractIntervals(part, [before(oldest, part)]));
  const forgotten = unseen.flatMap((part) => subtractIntervals(part, reachable));
  return [
    ...label(forgotten, {
      state: "not-asked",
      note: `Event History reaches back ${DAYS_KEPT} days; trail files may know more`,
    }),
    ...reachable.flatMap(explain),
    ...label(
      known.flatMap((part) => settledPart(part, stretch)),
      { state: "seen" },
    ),
    ...label(
      known.flatMap((part) => subtractIntervals(part, [before(settled, part)])),
      { state: "fresh", note: "the last 15 minutes may still be on their way" },
    ),
  ];
}

function before(time: string, { from }: Interval): Interval {
  return { from, to: time };
}

function label(parts: readonly Interval[], trouble: Trouble): readonly (Interval & Trouble)[] {
  return parts.map((part) => ({ ...part, ...trouble }));
}

/** `2026-11-20T14:02:11Z` of seconds since 1970. */
export function textOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
