import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { intervalOf, mergeSpans, since, spanOf, subtractSpans, type Span } from "./spans.ts";

const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([from, to]): Span => ({ from, to }));
const spans = fc.array(span, { maxLength: 8 });

function secondsOf(list: readonly Span[]): readonly number[] {
  return Array.from({ length: 61 }, (_, second) => second).filter((second) =>
    list.some(({ from, to }) => from <= second && second < to),
  );
}

test("merging keeps the same seconds in spans that do not touch", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const merged = mergeSpans(list);

      assert.deepEqual(secondsOf(merged), secondsOf(list));
      for (const [index, { from }] of merged.entries()) {
        assert.ok(from > (merged[index - 1]?.to ?? -1));
      }
    }),
  );
});

test("subtracting leaves exactly the seconds that are in none of the parts", () => {
  fc.assert(
    fc.property(spans, spans, (wholes, parts) => {
      const away = new Set(secondsOf(parts));

      const left = subtractSpans(wholes, parts);

      assert.deepEqual(
        secondsOf(left),
        secondsOf(wholes).filter((second) => !away.has(second)),
      );
    }),
  );
});

test("what is before a second is cut away", () => {
  assert.deepEqual(
    since(10, [
      { from: 0, to: 5 },
      { from: 5, to: 15 },
      { from: 20, to: 30 },
    ]),
    [
      { from: 10, to: 15 },
      { from: 20, to: 30 },
    ],
  );
});

test("an interval is widened to whole seconds", () => {
  const widened = spanOf({ from: "2026-11-20T14:00:00.900Z", to: "2026-11-20T14:00:01.100Z" });

  assert.deepEqual(intervalOf(widened), {
    from: "2026-11-20T14:00:00Z",
    to: "2026-11-20T14:00:02Z",
  });
});
