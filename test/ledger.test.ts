import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test, type TestContext } from "node:test";
import fc from "fast-check";
import type { Interval } from "../src/core/coverage.ts";
import { mergeIntervals } from "../src/core/intervals.ts";
import type { Covered, Ledger, RecordFilter } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { builtRecord, idOf, timeOf } from "./ledger-records.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-ledger-"));
after(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const KINDS: readonly (readonly [string, () => string])[] = [
  ["in memory", () => ":memory:"],
  ["in a file", () => join(folder, `ledger-${String(files++)}.db`)],
];

const SOURCE = "file:///logs";
const ids = (ledger: Ledger, filter: RecordFilter): readonly string[] =>
  Array.from(ledger.records(filter), ({ eventID }) => eventID);
const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map(idOf);
const PLACE = { account: "111122223333", region: "eu-west-1", selector: "everything" };
const covered = (from: number, to: number): Covered => ({
  ...PLACE,
  from: timeOf(from),
  to: timeOf(to),
});

for (const [kind, place] of KINDS) {
  describe(`a ledger ${kind}`, () => {
    test("keeps a record once, however often and from wherever it comes", (t) => {
      const ledger = openFor(t, place());

      const first = ledger.add({ source: SOURCE, records: [builtRecord(1), builtRecord(1)] });
      const again = ledger.add({ source: "event-history://", records: [builtRecord(1)] });

      assert.deepEqual(
        [first, again],
        [
          { added: 1, known: 1 },
          { added: 0, known: 1 },
        ],
      );
      assert.equal(ledger.count({}), 1);
    });

    test("gives back the raw record as it came, odd characters and all", (t) => {
      const ledger = openFor(t, place());
      const odd = "\u{1F600}\u202E\0\uD800\u001B[31m'\"\\é";
      const { record, raw } = builtRecord(1, { userAgent: odd, unheardOf: { deep: [1, null] } });

      ledger.add({ source: SOURCE, records: [{ record, raw }] });

      assert.deepEqual(JSON.parse(ledger.raw(idOf(1)) ?? ""), raw);
      assert.deepEqual([...ledger.records({})], [record]);
      assert.equal(ledger.raw("nobody's"), undefined);
    });

    test("gives records newest first, or oldest first, those of one second in one order", (t) => {
      const ledger = openFor(t, place());
      const sameSecond = { eventTime: timeOf(5) };
      const records = [4, 9, 2, 7, 1].map((number) =>
        builtRecord(number, number % 2 === 1 ? sameSecond : {}),
      );

      ledger.add({ source: SOURCE, records });

      assert.deepEqual(ids(ledger, {}), numbered(9, 7, 1, 4, 2));
      assert.deepEqual(ids(ledger, { order: "oldest" }), numbered(2, 4, 1, 7, 9));
      assert.deepEqual(ids(ledger, { limit: 2 }), numbered(9, 7));
      assert.deepEqual(ids(ledger, { limit: 0 }), []);
    });

    test("reads on across its own chunks, also where hundreds share a second", (t) => {
      const ledger = openFor(t, place());
      const records = Array.from({ length: 700 }, (_, number) =>
        builtRecord(number, { eventTime: timeOf(number < 300 ? 0 : number) }),
      );
      ledger.add({ source: SOURCE, records });

      assert.deepEqual(new Set(ids(ledger, {})), new Set(records.map((one) => one.record.eventID)));
      assert.equal(ids(ledger, {}).length, 700);
      assert.deepEqual(ids(ledger, { order: "oldest" }), ids(ledger, {}).toReversed());
    });

    test("a window includes its start and not its end, fractions of seconds too", (t) => {
      const ledger = openFor(t, place());
      ledger.add({ source: SOURCE, records: [1, 2, 3, 4].map((number) => builtRecord(number)) });

      assert.deepEqual(ids(ledger, { from: timeOf(2), to: timeOf(4) }), numbered(3, 2));
      assert.deepEqual(
        ids(ledger, { from: "2026-11-20T14:00:01.001Z", to: "2026-11-20T14:00:03.001Z" }),
        numbered(3, 2),
      );
    });

    test("each part of a filter narrows, and an empty list leaves nothing", (t) => {
      const ledger = openFor(t, place());
      ledger.add({
        source: SOURCE,
        records: [
          builtRecord(1),
          builtRecord(2, { recipientAccountId: "444455556666" }),
          builtRecord(3, { awsRegion: "us-east-1" }),
          builtRecord(4, { eventName: "DescribeServices" }),
          builtRecord(5, { eventSource: "sts.amazonaws.com", eventName: "AssumeRole" }),
          builtRecord(6, { userIdentity: { type: "Root", accountId: "111122223333" } }),
          builtRecord(7, { eventName: "StopTask", recipientAccountId: null }),
        ],
      });
      const cases: readonly (readonly [RecordFilter, readonly number[]])[] = [
        [{ accounts: ["444455556666"] }, [2]],
        [{ accounts: ["111122223333"], regions: ["eu-west-1"] }, [7, 6, 5, 4, 1]],
        [{ regions: ["us-east-1", "eu-south-2"] }, [3]],
        [{ eventSources: ["sts.amazonaws.com"] }, [5]],
        [{ eventNames: ["DescribeServices", "StopTask", "StopTask"] }, [7, 4]],
        [{ eventID: idOf(3) }, [3]],
        [{ eventID: idOf(3), accounts: ["444455556666"] }, []],
        [{ rootOnly: true }, [6]],
        [{ changesOnly: true, eventSources: ["ecs.amazonaws.com"] }, [7, 6, 3, 2, 1]],
        [{ changesOnly: true, eventNames: ["DescribeServices"] }, []],
        [{ accounts: [] }, []],
        [{ resources: [] }, []],
        [{ eventNames: [] }, []],
      ];

      for (const [filter, expected] of cases) {
        assert.deepEqual(ids(ledger, filter), numbered(...expected), JSON.stringify(filter));
        assert.equal(ledger.count(filter), expected.length, JSON.stringify(filter));
      }
    });

    test("finds records by what they touch: a thing, what belongs to it, what lies in a cluster", (t) => {
      const ledger = openFor(t, place());
      const arn = "arn:aws:ecs:eu-west-1:111122223333";
      ledger.add({
        source: SOURCE,
        records: [
          builtRecord(1),
          builtRecord(2, { requestParameters: { cluster: "dev", service: "checkout" } }),
          builtRecord(3, {
            eventName: "StopTask",
            requestParameters: { cluster: `${arn}:cluster/prod`, task: "0123456789abcdef" },
            responseElements: {
              task: { taskArn: `${arn}:task/prod/0123456789abcdef`, group: "service:checkout" },
            },
          }),
          builtRecord(4, {
            eventName: "RegisterTaskDefinition",
            requestParameters: { family: "api" },
            responseElements: {
              taskDefinition: { taskDefinitionArn: `${arn}:task-definition/api:7` },
            },
          }),
          builtRecord(5, { eventSource: "apprunner.amazonaws.com" }),
          builtRecord(6, {
            eventName: "DeleteCluster",
            requestParameters: { cluster: "prod" },
          }),
        ],
      });
      const cases: readonly (readonly [RecordFilter["resources"], readonly number[]])[] = [
        [[{ name: "checkout" }], [3, 2, 1]],
        [[{ kind: "service", name: "checkout", cluster: "prod" }], [3, 1]],
        [[{ kind: "task", name: "0123456789abcdef" }], [3]],
        [[{ kind: "task-definition", name: "api:7" }], [4]],
        [[{ kind: "task-definition", name: "api" }], [4]],
        [[{ kind: "cluster", name: "checkout" }], []],
        [[{ cluster: "prod" }], [6, 3, 1]],
        [
          [{ cluster: "dev" }, { kind: "task-definition", name: "api:7" }],
          [4, 2],
        ],
        [
          [{ name: "checkout" }, { cluster: "prod" }],
          [6, 3, 2, 1],
        ],
        [[{ name: "Checkout" }], []],
        [[{ name: "__proto__" }, { name: "" }], []],
      ];

      for (const [resources = [], expected] of cases) {
        assert.deepEqual(
          ids(ledger, { resources }),
          numbered(...expected),
          JSON.stringify(resources),
        );
        assert.equal(ledger.count({ resources }), expected.length, JSON.stringify(resources));
      }
      assert.deepEqual(
        ids(ledger, { resources: [{ name: "checkout" }], from: timeOf(2), to: timeOf(3) }),
        numbered(2),
      );
    });

    test("ids that differ only after a NUL are two records", (t) => {
      const ledger = openFor(t, place());

      ledger.add({
        source: SOURCE,
        records: [builtRecord(1, { eventID: "a\0b" }), builtRecord(2, { eventID: "a\0c" })],
      });

      assert.deepEqual(ids(ledger, {}), ["a\0c", "a\0b"]);
      assert.deepEqual(ids(ledger, { eventID: "a\0b" }), ["a\0b"]);
    });

    test("joins what was seen, apart for each source, account, region and selector", (t) => {
      const ledger = openFor(t, place());
      const seen = (page: readonly Covered[], source = SOURCE): void => {
        ledger.add({ source, records: [], covered: page });
      };

      seen([covered(10, 20), covered(30, 40)]);
      seen([covered(20, 25), covered(12, 14), covered(9, 9), covered(50, 45)]);
      seen([{ ...covered(0, 60), region: "us-east-1" }]);
      seen([covered(0, 60)], "event-history://");

      const told = ledger.coverage({ source: SOURCE, region: "eu-west-1" });
      assert.deepEqual(told, [
        { ...covered(10, 25), source: SOURCE, state: "seen" },
        { ...covered(30, 40), source: SOURCE, state: "seen" },
      ]);
      assert.equal(ledger.coverage({}).length, 4);
    });

    test("tells coverage cut to the stretch of time that was asked for", (t) => {
      const ledger = openFor(t, place());
      ledger.add({ source: SOURCE, records: [], covered: [covered(10, 20), covered(30, 40)] });

      const told = ledger.coverage({ from: timeOf(15), to: timeOf(30) });

      assert.deepEqual(told, [{ ...covered(15, 20), source: SOURCE, state: "seen" }]);
    });

    test("covers, after any number of pages in any order, what the pages cover together", (t) => {
      const pages = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 12 });
      fc.assert(
        fc.property(pages, (pairs) => {
          const ledger = openFor(t, ":memory:");
          const list = pairs.map(([from, to]) => covered(from, to));

          for (const one of list) ledger.add({ source: SOURCE, records: [], covered: [one] });

          const told = ledger.coverage({}).map(({ from, to }): Interval => ({ from, to }));
          const expected = mergeIntervals(list).map(({ from, to }) => ({ from, to }));
          assert.deepEqual(told, expected);
        }),
        { numRuns: 60 },
      );
    });

    test("keeps notes, the last one for each key", (t) => {
      const ledger = openFor(t, place());

      ledger.saveNote("account of AKIA", "1");
      ledger.saveNote("account of AKIA", "2");

      assert.equal(ledger.note("account of AKIA"), "2");
      assert.equal(ledger.note("account of ASIA"), undefined);
    });

    test("a page that cannot be added whole is not added at all", (t) => {
      const ledger = openFor(t, place());
      const broken = builtRecord(2);
      const page = {
        source: SOURCE,
        records: [builtRecord(1), { ...broken, record: { ...broken.record, eventTime: "never" } }],
        covered: [covered(0, 60)],
      };

      assert.throws(() => ledger.add(page));
      assert.equal(ledger.count({}), 0);
      assert.deepEqual(ledger.coverage({}), []);
    });

    test("reading can be given up half way, and adding goes on meanwhile", (t) => {
      const ledger = openFor(t, place());
      ledger.add({
        source: SOURCE,
        records: Array.from({ length: 200 }, (_, number) => builtRecord(number)),
      });

      const reading = ledger.records({});
      assert.equal(reading.next().value?.eventID, idOf(199));
      ledger.add({ source: SOURCE, records: [builtRecord(500)] });
      const rest = [...reading];

      assert.equal(rest.length, 199);
      assert.equal(ledger.count({}), 201);
    });
  });
}

/** Closed when the test has ended. */
function openFor(t: TestContext, location: string): Ledger {
  const ledger = openLedger(location);
  t.after(() => {
    ledger.close();
  });
  return ledger;
}
