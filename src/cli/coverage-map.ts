import type { Coverage, Interval } from "../core/coverage.ts";
import { coveredFor } from "../core/covered-for.ts";
import { mergeIntervals } from "../core/intervals.ts";
import type { Unseen } from "./remembered-unseen.ts";

/** How one day of one account and region was seen. */
export type Sight = "seen" | "partial" | "denied" | "empty";

/** One account and region, day by day. */
export interface CoverageRow {
  readonly account: string;
  readonly region: string;
  readonly source: string;
  /** By the day's date, oldest first. */
  readonly days: readonly {
    readonly date: string;
    readonly sight: Sight;
    readonly hours: number;
  }[];
  /** What kept the last sync from it. */
  readonly unseen?: Pick<Unseen, "state" | "note" | "at">;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day is whole when no more is missing than what CloudTrail may still be delivering. */
const SLACK_MS = 15 * 60_000;

/**
 * What the ledger has seen of every change, by account, region and day.
 *
 * @param operations those that must have been seen for a moment to count.
 * @param window whole days, oldest first, are drawn from it; the last day ends with it.
 */
export function mapCoverage(
  coverage: readonly Coverage[],
  unseen: readonly Unseen[],
  operations: readonly string[],
  window: Interval,
): readonly CoverageRow[] {
  const days = daysOf(window);
  // What ECS itself told is about effects, and no sight of changes.
  const ofChanges = coverage.filter(({ source }) => !source.startsWith("ecs-api://"));
  const places = groupBy(ofChanges, ({ account, region, source }) =>
    JSON.stringify([account, region, source]),
  );
  const known = [...places.values()].map((parts): CoverageRow => {
    const [{ account, region, source }] = parts as [Coverage];
    const bySelector = groupBy(parts, ({ selector }) => selector);
    const seen = coveredFor(operations, (selector) =>
      mergeIntervals(bySelector.get(selector) ?? []),
    );
    const trouble = unseen.find((one) => one.account === account && one.region === region);
    return { account, region, source, ...rowOf(days, seen, trouble) };
  });
  const never = unseen.filter(
    ({ account, region }) => !known.some((row) => row.account === account && row.region === region),
  );
  const denied = never.map((trouble): CoverageRow => {
    const { account, region } = trouble;
    return { account, region, source: "", ...rowOf(days, [], trouble) };
  });
  return [...known, ...denied].toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

function nameOf({ account, region, source }: CoverageRow): string {
  return `${account} ${region} ${source}`;
}

function rowOf(
  days: readonly Interval[],
  seen: readonly Interval[],
  unseen: Unseen | undefined,
): Pick<CoverageRow, "days" | "unseen"> {
  return {
    days: days.map((day) => ({
      date: day.from.slice(0, 10),
      ...sightOf(day, seen, unseen !== undefined),
    })),
    ...(unseen && { unseen: { state: unseen.state, note: unseen.note, at: unseen.at } }),
  };
}

function sightOf(
  day: Interval,
  seen: readonly Interval[],
  isDenied: boolean,
): { readonly sight: Sight; readonly hours: number } {
  const start = Date.parse(day.from);
  const end = Date.parse(day.to);
  const inside = seen.reduce((sum, { from, to }) => {
    const part = Math.min(end, Date.parse(to)) - Math.max(start, Date.parse(from));
    return sum + Math.max(0, part);
  }, 0);
  const hours = Math.round((inside / HOUR_MS) * 10) / 10;
  if (inside === 0) return { sight: isDenied ? "denied" : "empty", hours };
  return { sight: inside >= end - start - SLACK_MS ? "seen" : "partial", hours };
}

function daysOf({ from, to }: Interval): readonly Interval[] {
  const end = Date.parse(to);
  const days: Interval[] = [];
  for (let start = Math.floor(Date.parse(from) / DAY_MS) * DAY_MS; start < end; start += DAY_MS) {
    const last = Math.min(end, start + DAY_MS);
    days.push({ from: new Date(start).toISOString(), to: new Date(last).toISOString() });
  }
  return days;
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}
