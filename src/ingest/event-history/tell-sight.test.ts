import assert from "node:assert/strict";
import { test } from "node:test";
import type { Interval } from "../../core/coverage.ts";
import type { GivenUp } from "./planner.ts";
import { questOf } from "./quest.ts";
import { Sight } from "./sight.ts";
import { spanOf } from "./spans.ts";
import { measure, type Trouble } from "./stretch.ts";
import { tellSight } from "./tell-sight.ts";

const quest = questOf({ actions: ["UpdateService", "StopTask", "RunTask", "TagResource"] });
const now = new Date("2026-11-20T14:25:00Z");
const hour = (text: string): string => `2026-11-20T${text}:00:00Z`;
const because = (note: string): Trouble => ({ state: "not-asked", note });

function tell(
  covered: Readonly<Record<string, readonly Interval[]>>,
  lost: Readonly<Record<string, GivenUp["why"]>> = {},
  floor = hour("00"),
): readonly (readonly [string, string, string])[] {
  const stretch = measure({ window: { from: hour("08"), to: hour("14") }, now });
  assert.ok(stretch);
  const sight = new Sight(quest, spanOf(stretch.whole), (selector) => covered[selector] ?? []);
  const givenUp = quest.topics.flatMap((topic) => {
    const why = lost[topic.label];
    return why ? [{ topic, why, spans: sight.unseen(topic) }] : [];
  });
  const told = tellSight({
    quest,
    sight,
    stretch,
    givenUp,
    floor: Date.parse(floor) / 1000,
    older: because("settled"),
    otherwise: because("interrupted"),
  });
  return told.map(({ from, state, note = "" }) => [from.slice(11, 13), state, note]);
}

const all = { from: hour("08"), to: hour("14") };
const late = { from: hour("12"), to: hour("14") };

test("what a scan has seen needs no row for each operation", () => {
  assert.deepEqual(tell({ "ReadOnly=false": [all] }), [["08", "seen", ""]]);
});

test("what nothing has seen, some have and all have is told apart, for the operations together", () => {
  const told = tell({
    "EventSource=ecs.amazonaws.com": [late],
    "EventName=UpdateService": [{ from: hour("09"), to: hour("14") }],
    "EventName=StopTask": [{ from: hour("10"), to: hour("14") }],
  });

  assert.deepEqual(told, [
    ["08", "not-asked", "interrupted"],
    ["09", "partial", "without StopTask, RunTask, TagResource: interrupted"],
    ["12", "seen", ""],
  ]);
});

test("an operation that was lost is named with the reason", () => {
  const seen = Object.fromEntries(
    ["UpdateService", "StopTask", "RunTask"].map((name) => [`EventName=${name}`, [all]]),
  );

  assert.deepEqual(
    tell({ ...seen, "EventName=TagResource": [late] }, { TagResource: because("dear") }),
    [
      ["08", "partial", "without TagResource: dear"],
      ["12", "seen", ""],
    ],
  );
});

test("where everything was lost, the worst reason is the state", () => {
  const why = { UpdateService: { state: "denied", note: "no" } as const };

  assert.deepEqual(tell({}, why), [["08", "denied", "no; interrupted"]]);
});

test("what is older than the settled change was not asked for, whatever some chains saw of it", () => {
  const seen = { "EventName=UpdateService": [all] };

  assert.deepEqual(tell(seen, {}, hour("11")), [
    ["08", "not-asked", "settled"],
    ["11", "partial", "without StopTask, RunTask, TagResource: interrupted"],
  ]);
});
