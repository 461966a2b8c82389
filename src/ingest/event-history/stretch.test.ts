import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Interval } from "../../core/coverage.ts";
import { mergeIntervals } from "../../core/intervals.ts";
import { measure, settledPart, tellCoverage, type Stretch } from "./stretch.ts";

const now = new Date("2026-11-20T14:25:00.400Z");

function stretchOf(from: string, to: string): Stretch {
  const stretch = measure({ window: { from, to }, now });
  assert.ok(stretch);
  return stretch;
}

test("a window is widened to whole seconds and ends now", () => {
  const { whole } = stretchOf("2026-11-20T14:00:00.900Z", "2026-12-01T00:00:00Z");

  assert.deepEqual(whole, { from: "2026-11-20T14:00:00Z", to: "2026-11-20T14:25:01Z" });
});

test("a window without a second of the past is nothing to read", () => {
  const at = (from: string, to: string): Stretch | undefined =>
    measure({ window: { from, to }, now });

  assert.equal(at("2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z"), undefined);
  assert.equal(at("2026-11-20T14:00:00Z", "2026-11-20T14:00:00Z"), undefined);
  assert.equal(at("whenever", "2026-11-20T14:00:00Z"), undefined);
});

test("the last 15 minutes are never seen for good", () => {
  const stretch = stretchOf("2026-11-20T13:00:00Z", "2026-11-20T14:25:00Z");

  assert.deepEqual(settledPart(stretch.whole, stretch), [
    { from: "2026-11-20T13:00:00Z", to: "2026-11-20T14:10:00Z" },
  ]);
  assert.deepEqual(
    settledPart({ from: "2026-11-20T14:10:00Z", to: "2026-11-20T14:25:00Z" }, stretch),
    [],
  );
});

test("coverage tells what was seen, what is fresh, what is forgotten and what went wrong", () => {
  const stretch = stretchOf("2026-08-01T00:00:00Z", "2026-11-20T14:25:00Z");
  const seen = [{ from: "2026-11-20T14:00:00Z", to: "2026-11-20T14:25:00Z" }];

  const told = tellCoverage(stretch, seen, (part) => [{ ...part, state: "denied", note: "no" }]);

  assert.deepEqual(
    told.map(({ from, to, state }) => [from, to, state]),
    [
      ["2026-08-01T00:00:00Z", "2026-08-22T14:25:01Z", "not-asked"],
      ["2026-08-22T14:25:01Z", "2026-11-20T14:00:00Z", "denied"],
      ["2026-11-20T14:00:00Z", "2026-11-20T14:10:00Z", "seen"],
      ["2026-11-20T14:10:00Z", "2026-11-20T14:25:00Z", "fresh"],
    ],
  );
});

test("what the ledger remembers from before 90 days ago counts as seen", () => {
  const stretch = stretchOf("2026-08-01T00:00:00Z", "2026-08-10T00:00:00Z");

  const told = tellCoverage(stretch, [stretch.whole], (part) => [{ ...part, state: "partial" }]);

  assert.deepEqual(told, [{ ...stretch.whole, state: "seen" }]);
});

test("coverage accounts for the whole window, without overlap, whatever was seen", () => {
  const hour = (number: number): string =>
    new Date(now.getTime() - number * 3_600_000).toISOString().replace(/\.\d+Z/, "Z");
  const span = fc.tuple(fc.nat(2500), fc.nat(2500));
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 8 }), ([from, to], pairs) => {
      const stretch = measure({ window: { from: hour(from), to: hour(to) }, now });
      if (!stretch) return;
      const seen = pairs.map(([start, end]): Interval => ({ from: hour(start), to: hour(end) }));

      const told = tellCoverage(stretch, seen, (part) => [{ ...part, state: "unreachable" }]);

      const length = (list: readonly Interval[]): number =>
        list.reduce((sum, one) => sum + Date.parse(one.to) - Date.parse(one.from), 0);
      assert.deepEqual(mergeIntervals(told), [stretch.whole]);
      assert.equal(length(told), length([stretch.whole]));
    }),
  );
});
