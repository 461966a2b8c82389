import assert from "node:assert/strict";
import { test } from "node:test";
import { firesBetween } from "./fires-at.ts";

// 2026-11-20 is a Friday.
const CASES: readonly (readonly [string, string, boolean])[] = [
  ["at(2026-11-20T18:00:00)", "18:00:41", true],
  ["at(2026-11-20T18:00:00)", "17:59:59", false],
  ["at(2026-11-20T18:00:00)", "18:11:00", false],
  ["cron(0 18 * * ? *)", "18:00:41", true],
  ["cron(0 18 * * ? *)", "19:00:41", false],
  ["cron(0 18 ? * MON-FRI *)", "18:05:00", true],
  ["cron(0 18 ? * SAT,SUN *)", "18:05:00", false],
  ["cron(0 18 20 NOV ? 2026)", "18:05:00", true],
  ["cron(0 18 20 11 ? 2025)", "18:05:00", false],
  ["cron(0/15 * * * ? *)", "14:31:00", true],
  ["cron(5/30 * * * ? *)", "14:30:00", false],
  ["cron(0 18 L * ? *)", "18:05:00", false],
  ["cron(0 18 * * ?)", "18:05:00", false],
  ["cron(0/0 18 * * ? *)", "18:05:00", false],
  ["rate(1 minute)", "18:05:00", false],
  ["at(soon)", "18:05:00", false],
  ["", "18:05:00", false],
];

for (const [expression, time, fires] of CASES) {
  test(`${expression || "no schedule"} ${fires ? "fires" : "does not fire"} in the ten minutes before ${time}`, () => {
    const to = Date.parse(`2026-11-20T${time}Z`);

    assert.equal(firesBetween(expression, to - 600_000, to), fires);
  });
}
