import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EventStore, type Kind } from "../bench/event-store.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Scenario } from "../src/emulator/scenario.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { cloudtrail } from "../src/emulator/services/cloudtrail.ts";

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";
const START = Date.parse("2026-11-20T14:00:00Z") / 1000;
const NOW = new Date((START + 7200) * 1000);
const demo = demoFleet(NOW);

/** The same events as a scenario, in the order in which the store counts them. */
function scenarioOf(store: EventStore): Scenario {
  const places = store.kinds.flatMap(({ times }, kind) =>
    [...times].map((at, index) => ({ at, kind, index })),
  );
  const records = places
    .toSorted((one, other) => one.at - other.at || one.kind - other.kind || one.index - other.index)
    .map((place): JsonObject => ({
      ...store.recordOf(place),
      eventCategory: "Management",
      recipientAccountId: ACCOUNT,
    }));
  return { ...demo, records };
}

const kinds = fc.array(
  fc.record({
    source: fc.constantFrom("ecs.amazonaws.com", "other.amazonaws.com"),
    name: fc.constantFrom("UpdateService", "StopTask", "TagResource"),
    readOnly: fc.boolean(),
    times: fc
      .array(fc.nat(40), { maxLength: 60 })
      .map((list) => Uint32Array.from(list.map((second) => START + second)).toSorted()),
  }),
  { maxLength: 6 },
);

const SELECTORS = [
  ["EventSource", "ecs.amazonaws.com"],
  ["ReadOnly", "false"],
  ["EventName", "UpdateService"],
] as const;

test("the bench's store answers page by page as the emulator does", () => {
  const question = fc.tuple(
    kinds,
    fc.constantFrom(...SELECTORS),
    fc.integer({ min: -2, max: 20 }),
    fc.nat(30),
    fc.integer({ min: 1, max: 50 }),
  );
  fc.assert(
    fc.property(question, ([list, [key, value], from, length, most]) => {
      const store = new EventStore(list satisfies readonly Kind[]);
      const world = { scenario: scenarioOf(store), now: () => NOW };
      let mine: string | undefined;
      let its: unknown;
      for (;;) {
        const LookupAttributes = [{ AttributeKey: key, AttributeValue: value }];
        const common = { LookupAttributes, MaxResults: most };
        const page = store.lookUp({
          ...common,
          StartTime: new Date((START + from) * 1000),
          EndTime: new Date((START + from + length) * 1000),
          ...(mine !== undefined && { NextToken: mine }),
        });
        const times = { StartTime: START + from, EndTime: START + from + length };
        const input = { ...common, ...times, ...(its !== undefined && { NextToken: its }) };
        const reply = cloudtrail.operations["LookupEvents"]?.({
          input: JSON.parse(JSON.stringify(input)) as JsonObject,
          accessKeyId: "",
          account: ACCOUNT,
          region: REGION,
          world,
        });
        assert.ok(reply && "output" in reply);
        const { Events = [], NextToken } = reply.output;
        assert.ok(Array.isArray(Events));
        const idOf = (event: unknown): unknown => (event as { EventId: string }).EventId;
        assert.deepEqual(page.Events?.map(idOf), Events.map(idOf));
        assert.equal(page.NextToken === undefined, NextToken === undefined);
        mine = page.NextToken;
        its = NextToken;
        if (mine === undefined) return;
      }
    }),
    { numRuns: 200 },
  );
});
