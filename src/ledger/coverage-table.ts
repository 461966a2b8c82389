import type { DatabaseSync } from "node:sqlite";
import type { Coverage, Interval } from "../core/coverage.ts";
import { mergeIntervals } from "../core/intervals.ts";
import { keyText } from "./columns.ts";
import type { Covered, CoverageFilter } from "./ledger.ts";

/** Adds what was seen, joined with what it overlaps or touches, so that the table stays as small as its meaning. */
export function addCovered(database: DatabaseSync, source: string, covered: Covered): void {
  const { account, region, selector } = covered;
  const key = [source, account, region, selector].map(keyText);
  const from = Date.parse(covered.from);
  const to = Date.parse(covered.to);
  if (!(from < to)) return;
  const rows = database
    .prepare(
      `SELECT from_ms, to_ms FROM coverage
       WHERE source = ? AND account = ? AND region = ? AND selector = ? AND from_ms <= ? AND to_ms >= ?`,
    )
    .all(...key, to, from);
  const [merged] = mergeIntervals([...rows.map(readInterval), interval(from, to)]);
  const remove = database.prepare(
    `DELETE FROM coverage WHERE source = ? AND account = ? AND region = ? AND selector = ? AND from_ms = ?`,
  );
  for (const row of rows) remove.run(...key, Number(row["from_ms"]));
  if (merged === undefined) return;
  database
    .prepare("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?)")
    .run(...key, Date.parse(merged.from), Date.parse(merged.to));
}

/** What was seen, oldest first, cut to the filter's stretch of time. */
export function readCoverage(
  database: DatabaseSync,
  { source, account, region, selector, from, to }: CoverageFilter,
): readonly Coverage[] {
  const start = from === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(from);
  const end = to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to);
  const given = Object.entries({ source, account, region, selector }).flatMap(([column, value]) =>
    value === undefined ? [] : [{ column, value: keyText(value) }],
  );
  const where = ["to_ms > ?", "from_ms < ?", ...given.map(({ column }) => `${column} = ?`)];
  return database
    .prepare(
      `SELECT * FROM coverage WHERE ${where.join(" AND ")}
       ORDER BY from_ms, source, account, region, selector`,
    )
    .all(start, end, ...given.map(({ value }) => value))
    .map((row): Coverage => ({
      account: String(row["account"]),
      region: String(row["region"]),
      source: String(row["source"]),
      selector: String(row["selector"]),
      state: "seen",
      ...interval(Math.max(start, Number(row["from_ms"])), Math.min(end, Number(row["to_ms"]))),
    }));
}

function readInterval(row: Record<string, unknown>): Interval {
  return interval(Number(row["from_ms"]), Number(row["to_ms"]));
}

function interval(from: number, to: number): Interval {
  return { from: textOf(from), to: textOf(to) };
}

function textOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
