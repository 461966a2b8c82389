import assert from "node:assert/strict";
import { test } from "node:test";
import { OperatorError } from "../core/errors.ts";
import { formatInstant, parseInstant } from "./instants.ts";

const NOW = new Date("2026-11-22T14:30:00Z");

const READ: readonly (readonly [typed: string, at: string, precision: string])[] = [
  ["2026-11-20", "2026-11-20T00:00:00Z", "day"],
  ["2026-07-01", "2026-07-01T00:00:00Z", "day"],
  ["2026-11-20T14:02", "2026-11-20T14:02:00Z", "minute"],
  ["2026-11-20 14:02", "2026-11-20T14:02:00Z", "minute"],
  ["2026-11-20T14:02Z", "2026-11-20T14:02:00Z", "minute"],
  ["2026-11-20T14:02:11Z", "2026-11-20T14:02:11Z", "second"],
  ["2026-11-20t14:02:11.123z", "2026-11-20T14:02:11Z", "second"],
  ["2026-11-20T14:02:11+02:00", "2026-11-20T12:02:11Z", "second"],
  ["2026-11-20T14:02:11-0530", "2026-11-20T19:32:11Z", "second"],
  ["2024-02-29", "2024-02-29T00:00:00Z", "day"],
  ["1763647331", "2025-11-20T14:02:11Z", "second"],
  ["1763647331000", "2025-11-20T14:02:11Z", "second"],
  ["2h", "2026-11-22T12:30:00Z", "second"],
  ["1h30m", "2026-11-22T13:00:00Z", "second"],
  ["1h 30m", "2026-11-22T13:00:00Z", "second"],
  ["1 hour and 30 minutes", "2026-11-22T13:00:00Z", "second"],
  ["90 min", "2026-11-22T13:00:00Z", "second"],
  ["90min", "2026-11-22T13:00:00Z", "second"],
  ["1.5h", "2026-11-22T13:00:00Z", "second"],
  ["45s", "2026-11-22T14:29:15Z", "second"],
  ["2 hours ago", "2026-11-22T12:30:00Z", "second"],
  ["2H AGO", "2026-11-22T12:30:00Z", "second"],
  ["7d", "2026-11-15T14:30:00Z", "second"],
  ["2w", "2026-11-08T14:30:00Z", "second"],
  ["1mo", "2026-10-22T14:30:00Z", "second"],
  ["9 months", "2026-02-22T14:30:00Z", "second"],
  ["3y", "2023-11-22T14:30:00Z", "second"],
  ["1y 2d", "2025-11-20T14:30:00Z", "second"],
  ["now", "2026-11-22T14:30:00Z", "second"],
  ["today", "2026-11-22T00:00:00Z", "day"],
  [" Yesterday ", "2026-11-21T00:00:00Z", "day"],
  ["yesterday 14:21", "2026-11-21T14:21:00Z", "minute"],
  ["yesterday at 14:21", "2026-11-21T14:21:00Z", "minute"],
  ["today 09:00", "2026-11-22T09:00:00Z", "minute"],
  ["14:21", "2026-11-22T14:21:00Z", "minute"],
  ["14:21:05", "2026-11-22T14:21:05Z", "second"],
  ["9:05Z", "2026-11-22T09:05:00Z", "minute"],
  ["14:31", "2026-11-21T14:31:00Z", "minute"],
  ["23:59:59", "2026-11-21T23:59:59Z", "second"],
  ["beginning", "1970-01-01T00:00:00Z", "second"],
];

for (const [typed, at, precision] of READ) {
  test(`the time ${JSON.stringify(typed)} is ${at}`, () => {
    const instant = parseInstant(typed, NOW, "since");

    assert.deepEqual([formatInstant(instant.at), instant.precision], [at, precision]);
  });
}

const REFUSED = [
  "",
  "soon",
  "24",
  "2 fortnights",
  "h",
  "-2h",
  "2h30",
  "0h",
  "1h foo",
  "2026-02-30",
  "2026-13-01",
  "2026-11-20T25:00",
  "2026-11-20T14:61",
  "2026-11-20T14:02+99:00",
  "25:00",
  "14:60",
  "14:2",
  "9999999h",
  "99999999999999999999999999d",
  `${"1".repeat(400)}h`,
  "1h".repeat(100_000),
  "last monday",
  "2026-11-20; rm",
];

for (const typed of REFUSED) {
  test(`${JSON.stringify(typed.slice(0, 40))} is no time, and the error says what is`, () => {
    assert.throws(
      () => parseInstant(typed, NOW, "since"),
      (error) =>
        error instanceof OperatorError &&
        error.code === "bad-argument" &&
        error.message.startsWith("--since: ") &&
        error.message.length < 120 &&
        (error.hint ?? "").includes("2026-11-22T14:02Z"),
    );
  });
}
