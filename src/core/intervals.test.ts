import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Interval } from "./coverage.ts";
import { mergeIntervals, subtractIntervals } from "./intervals.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 14, minute)).toISOString();
const span = (from: number, to: number): Interval => ({ from: at(from), to: at(to) });

test("overlapping and touching stretches become one, others stay apart", () => {
  const merged = mergeIntervals([span(30, 40), span(0, 10), span(10, 20), span(15, 25)]);

  assert.deepEqual(merged, [span(0, 25), span(30, 40)]);
});

test("a stretch without an instant is left out", () => {
  assert.deepEqual(mergeIntervals([span(5, 5), span(9, 3), { from: "yesterday", to: at(3) }]), []);
});

test("a second with and without its fraction is the same instant", () => {
  const merged = mergeIntervals([
    { from: "2026-11-20T14:00:00Z", to: "2026-11-20T14:10:00Z" },
    { from: "2026-11-20T14:10:00.000Z", to: "2026-11-20T14:20:00Z" },
  ]);

  assert.deepEqual(merged, [{ from: "2026-11-20T14:00:00Z", to: "2026-11-20T14:20:00Z" }]);
});

test("what is covered leaves the holes before, between and after it", () => {
  const holes = subtractIntervals(span(0, 60), [span(40, 50), span(10, 20), span(15, 30)]);

  assert.deepEqual(holes, [span(0, 10), span(30, 40), span(50, 60)]);
});

test("covered whole, nothing is left; covered not at all, everything is", () => {
  assert.deepEqual(subtractIntervals(span(10, 20), [span(0, 60)]), []);
  assert.deepEqual(subtractIntervals(span(10, 20), [span(20, 60), span(0, 10)]), [span(10, 20)]);
});

const interval = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));
const intervals = fc.array(interval, { maxLength: 12 });

/** The minutes inside, counted one by one: slow and plainly right. */
function minutes(list: readonly Interval[]): ReadonlySet<number> {
  const inside = new Set<number>();
  for (let minute = 0; minute < 40; minute++) {
    if (list.some(({ from, to }) => from <= at(minute) && at(minute) < to)) inside.add(minute);
  }
  return inside;
}

test("merging keeps every instant, in order and apart from each other", () => {
  fc.assert(
    fc.property(intervals, (pairs) => {
      const list = pairs.map(([from, to]) => span(from, to));
      const merged = mergeIntervals(list);

      assert.deepEqual(minutes(merged), minutes(list));
      for (const [index, { from, to }] of merged.entries()) {
        assert.ok(from < to);
        assert.ok(index === 0 || (merged[index - 1]?.to ?? "") < from);
      }
    }),
  );
});

test("the holes and what covers them make the whole, without overlap", () => {
  fc.assert(
    fc.property(interval, intervals, ([from, to], pairs) => {
      const whole = span(from, to);
      const parts = pairs.map(([start, end]) => span(start, end));
      const holes = minutes(subtractIntervals(whole, parts));

      const covered = minutes(parts);
      for (const minute of minutes([whole])) {
        assert.notEqual(holes.has(minute), covered.has(minute));
      }
      assert.ok([...holes].every((minute) => minutes([whole]).has(minute)));
    }),
  );
});
