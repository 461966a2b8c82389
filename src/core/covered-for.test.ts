import assert from "node:assert/strict";
import { test } from "node:test";
import { coveredFor } from "./covered-for.ts";
import type { Interval } from "./coverage.ts";

function at(from: number, to: number): Interval {
  const hour = (value: number): string => `2026-11-20T${String(value).padStart(2, "0")}:00:00Z`;
  return { from: hour(from), to: hour(to) };
}

function covered(
  seen: Readonly<Record<string, readonly Interval[]>>,
): (selector: string) => readonly Interval[] {
  return (selector) => seen[selector] ?? [];
}

test("a selector that holds every operation covers each of them", () => {
  const seen = covered({
    "EventSource=ecs.amazonaws.com": [at(1, 3)],
    "ReadOnly=false": [at(2, 5)],
  });

  assert.deepEqual(coveredFor(["StopTask", "UpdateService"], seen), [at(1, 5)]);
});

test("operations seen one by one are covered where each was seen", () => {
  const seen = covered({ "EventName=StopTask": [at(1, 4)], "EventName=UpdateService": [at(2, 6)] });

  assert.deepEqual(coveredFor(["StopTask", "UpdateService"], seen), [at(2, 4)]);
});

test("what one selector lacks another may complete", () => {
  const seen = covered({
    "EventName=StopTask": [at(1, 9)],
    "EventName=UpdateService": [at(1, 3), at(6, 9)],
    "ReadOnly=false": [at(4, 7)],
  });

  assert.deepEqual(coveredFor(["StopTask", "UpdateService"], seen), [at(1, 3), at(4, 9)]);
});

test("an operation that nobody looked for is not covered", () => {
  assert.deepEqual(
    coveredFor(["StopTask", "RunTask"], covered({ "EventName=StopTask": [at(1, 4)] })),
    [],
  );
});
