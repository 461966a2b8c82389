import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { archiveOf } from "../src/ledger/archive.ts";
import type { Ledger, LedgerPage, RecordFilter } from "../src/ledger/ledger.ts";
import { openLedger, type LedgerOptions } from "../src/ledger/sqlite-ledger.ts";
import { temporaryPlace } from "../src/ledger/temporary-place.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { trailFilesOf } from "../src/emulator/trail-files.ts";
import { builtRecord, idOf, timeOf } from "./ledger-records.ts";
import { runCommand, splitWords } from "./run-command.ts";

// A ledger in memory writes down what may have opened a session only when a question wants it; one in a file at once.

const folder = mkdtempSync(join(tmpdir(), "tasktrail-shelf-"));
after(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const inFile = (): string => join(folder, `ledger-${String(files++)}.db`);

const SOURCE = "file:///logs";
const STS = { eventSource: "sts.amazonaws.com", readOnly: true };
const session = (number: number): string =>
  `arn:aws:sts::111122223333:assumed-role/deploy/${String(number)}`;

/** An AssumeRole that issued the key `ASIA<number>`. */
function assumed(number: number, about: Parameters<typeof builtRecord>[1] = {}) {
  return builtRecord(number, {
    ...STS,
    eventName: "AssumeRole",
    userIdentity: { type: "AWSService", invokedBy: "ecs-tasks.amazonaws.com" },
    requestParameters: { roleArn: "arn:aws:iam::111122223333:role/deploy" },
    responseElements: {
      credentials: { accessKeyId: `ASIA${String(number % 7)}` },
      assumedRoleUser: { arn: session(number % 5) },
    },
    ...about,
  });
}

const anyRecord = fc
  .record({ number: fc.nat({ max: 60 }), kind: fc.nat({ max: 9 }), second: fc.nat({ max: 12 }) })
  .map(({ number, kind, second }) => {
    const eventTime = timeOf(second);
    const kinds = [
      () => builtRecord(number, { eventTime }),
      () => builtRecord(number, { eventTime, eventName: "DescribeServices", readOnly: true }),
      () => assumed(number, { eventTime, userIdentity: { type: "Root" } }),
      () => assumed(number, { eventTime, readOnly: false }),
      () => assumed(number, { eventTime, errorCode: "AccessDenied", responseElements: null }),
      () => assumed(number, { eventTime, sharedEventID: "shared", awsRegion: "us-east-1" }),
      () => assumed(number, { eventTime, recipientAccountId: "444455556666" }),
      () => builtRecord(number, { ...STS, eventTime, eventName: "GetCallerIdentity" }),
    ];
    return (kinds[kind] ?? (() => assumed(number, { eventTime })))();
  });

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const named = (...names: readonly string[]) => fc.subarray([...names], { minLength: 1 });

const anyFilter: fc.Arbitrary<RecordFilter> = fc
  .record({
    from: maybe(fc.nat({ max: 12 }).map(timeOf)),
    to: maybe(fc.nat({ max: 13 }).map(timeOf)),
    accounts: maybe(named("111122223333", "444455556666")),
    regions: maybe(named("eu-west-1", "us-east-1")),
    eventSources: maybe(named("sts.amazonaws.com", "ecs.amazonaws.com")),
    eventNames: maybe(named("AssumeRole", "GetCallerIdentity", "UpdateService")),
    eventID: maybe(fc.nat({ max: 60 }).map(idOf)),
    resources: maybe(
      fc.constantFrom(
        [{ kind: "issued-key", name: "ASIA3" }],
        [{ name: session(2) }, { kind: "service", name: "checkout" }],
        [{ kind: "shared-event", name: "shared" }],
        [{ kind: "session", name: "ASIA3" }],
        [{ cluster: "prod" }],
        [],
      ),
    ),
    changesOnly: maybe(fc.boolean()),
    rootOnly: maybe(fc.boolean()),
    order: maybe(fc.constantFrom("newest", "oldest")),
    limit: maybe(fc.nat({ max: 6 })),
  })
  .map((parts) => {
    const given = Object.entries(parts).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given);
  });

const anyStep = fc.oneof(
  fc.record({ add: fc.array(anyRecord, { maxLength: 12 }) }),
  fc.record({ find: anyFilter }),
  fc.record({ count: anyFilter }),
  fc.record({ raw: fc.nat({ max: 60 }).map(idOf) }),
);

/** Texts that do not fit go to a file early, and many names have the same hash. */
const SPILLING = { texts: { blockBytes: 512, memoryBytes: 2048 } };
const HOW_IT_IS_KEPT: Readonly<Record<string, LedgerOptions>> = {
  "when it lies in a file": { shelf: SPILLING },
  "when no file can be made": { shelf: SPILLING, place: { ...temporaryPlace(), folders: [] } },
  "when the disk is full": {
    shelf: SPILLING,
    place: { ...temporaryPlace(), hasRoom: () => false },
  },
  "when all names have the same hash": { shelf: { hash: () => 7 } },
  "when many names have the same hash": { shelf: { ...SPILLING, hash: ({ length }) => length } },
};

describe("what a ledger in memory puts aside", () => {
  test("is there whenever it is asked for: every answer is that of a ledger in a file", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
        answerAlike(steps, {});
      }),
      { numRuns: 150 },
    );
  });

  for (const [how, options] of Object.entries(HOW_IT_IS_KEPT)) {
    test(`is there ${how}: every answer is that of a ledger in a file`, () => {
      fc.assert(
        fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
          answerAlike(steps, options);
        }),
        { numRuns: 80 },
      );
    });
  }

  test("is found by what the name means, also where a newer one has the same name otherwise", (t) => {
    const ledgers = [openLedger(":memory:"), openLedger(inFile())];
    t.after(() => {
      for (const ledger of ledgers) ledger.close();
    });
    const records = [assumed(1), ...[9, 10, 11].map((n) => assumed(n, { sharedEventID: "ASIA1" }))];
    const filter = { resources: [{ kind: "issued-key", name: "ASIA1" }], limit: 1 };
    for (const ledger of ledgers) {
      ledger.add({ source: SOURCE, records });
      assert.deepEqual(
        Array.from(ledger.records(filter), ({ eventID }) => eventID),
        [idOf(1)],
      );
    }
  });

  test("is known again, whatever comes twice and from wherever", (t) => {
    const ledger = openLedger(":memory:");
    t.after(() => ledger.close());
    const both = [assumed(1), builtRecord(2)];
    const otherwise = [builtRecord(1), assumed(2), assumed(3, { eventID: "no UUID" })];

    assert.deepEqual(ledger.add({ source: SOURCE, records: [...both, ...both] }), {
      added: 2,
      known: 2,
    });
    assert.deepEqual(ledger.add({ source: `${SOURCE}/2`, records: otherwise }), {
      added: 1,
      known: 2,
    });
    assert.deepEqual([...ledger.records({ eventNames: ["AssumeRole"] })].length, 2);
    assert.deepEqual(ledger.add({ source: SOURCE, records: otherwise }), { added: 0, known: 3 });
  });

  test("is found by the key that it issued, by its session and by the event that it shares", (t) => {
    const ledger = openLedger(":memory:");
    t.after(() => ledger.close());
    ledger.add({
      source: SOURCE,
      records: [assumed(1), assumed(2, { sharedEventID: "both" }), assumed(3)],
    });
    const find = (kind: string, name: string): readonly string[] =>
      archiveOf(ledger)
        .find({ kind, name })
        .map(({ eventID }) => eventID);

    assert.deepEqual(find("issued-key", "ASIA2"), [idOf(2)]);
    assert.deepEqual(find("session", session(3)), [idOf(3)]);
    assert.deepEqual(find("shared-event", "both"), [idOf(2)]);
    assert.equal(ledger.count({}), 3);
    const byKey = { resources: [{ kind: "issued-key", name: "ASIA1" }], limit: 0 };
    assert.equal(ledger.count(byKey), 1);
  });

  test("is not added when the page is not", (t) => {
    const ledger = openLedger(":memory:");
    t.after(() => ledger.close());
    const covered = { account: "111122223333", region: "eu-west-1", selector: "everything" };
    const bad = { ...covered, from: timeOf(0), to: timeOf(1) };
    const page = { source: SOURCE, records: [assumed(1), builtRecord(2)] };
    const failing: LedgerPage = {
      ...page,
      get covered(): never {
        throw new Error("no page");
      },
    };

    assert.throws(() => ledger.add(failing), /no page/);
    assert.equal(ledger.count({}), 0);
    assert.deepEqual(ledger.add({ ...page, covered: [bad] }), { added: 2, known: 0 });
    assert.deepEqual(
      Array.from(ledger.records({}), ({ eventID }) => eventID),
      [idOf(2), idOf(1)],
    );
  });

  test("can be found while a page's findings are posted", (t) => {
    const ledger = openLedger(":memory:");
    t.after(() => ledger.close());
    ledger.add({ source: SOURCE, records: [assumed(1)] });
    const grouping = { key: "k", now: new Date(), windowMs: 1 };
    let seen: readonly string[] = [];
    const post: NonNullable<LedgerPage["post"]> = () => {
      seen = Array.from(ledger.records({}), ({ eventID }) => eventID);
      return { postings: [], grouping } as unknown as ReturnType<NonNullable<LedgerPage["post"]>>;
    };

    ledger.add({ source: SOURCE, records: [assumed(2)], post });

    assert.deepEqual(seen, [idOf(2), idOf(1)]);
  });

  test("however large it is, and whatever signs it is written in", (t) => {
    const ledger = openLedger(":memory:");
    t.after(() => ledger.close());
    const records = [
      assumed(1, { userAgent: "x".repeat(2 ** 21) }),
      assumed(2, { userAgent: "é\u{1F600}\u202E\uD800" }),
      assumed(3),
    ];

    ledger.add({ source: SOURCE, records });

    for (const { record, raw } of records) {
      assert.deepEqual(JSON.parse(ledger.raw(record.eventID) ?? ""), raw);
    }
  });
});

/** Whether a ledger in memory, opened like this, cannot be told from one in a file. */
function answerAlike(steps: readonly Step[], options: LedgerOptions): void {
  const ledgers = [openLedger(":memory:", options), openLedger(inFile())];
  try {
    for (const step of steps) {
      const [memory, file] = ledgers.map((ledger) => take(step, ledger));
      assert.deepEqual(memory, file, JSON.stringify(step));
    }
  } finally {
    for (const ledger of ledgers) ledger.close();
  }
}

type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

function take(step: Step, ledger: Ledger): unknown {
  if ("add" in step) return ledger.add({ source: SOURCE, records: step.add });
  if ("find" in step) return [...ledger.records(step.find)];
  return "count" in step ? ledger.count(step.count) : ledger.raw(step.raw);
}

interface Told {
  readonly sentence: string;
  readonly coverage: readonly unknown[];
}

/** Accounts and regions are read side by side: which is done first is chance. */
function read(stdout: string): Told {
  const told = JSON.parse(stdout) as Told;
  const coverage = told.coverage.map((part) => JSON.stringify(part)).toSorted();
  return { ...told, coverage };
}

describe("a trail full of role chains", () => {
  const scenario = demoFleet();
  const trail = join(folder, "trail");
  for (const [key, bytes] of trailFilesOf(scenario)) {
    const path = join(trail, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const some = scenario.incidents[0]?.truth.eventID ?? "";
  const QUESTIONS = [
    // Without --all `who` stops when the newest change is settled: how far each region was read by then is chance.
    ...scenario.incidents.map(({ question }) => `${question} --all`),
    "audit",
    "timeline checkout",
    "findings",
    `explain ${some}`,
    `explain ${some.slice(0, 8)}`,
    "who stopped checkout --all",
  ];

  for (const question of new Set(QUESTIONS)) {
    test(`${question}: the answer is the same from both`, async () => {
      const ask = async (ledger: string) => {
        const where = ["--source", `file://${trail}`, "--ledger", ledger, "--effects", "never"];
        return runCommand([...splitWords(question), ...where, "--output", "json"], {
          now: new Date(scenario.now),
        });
      };

      const memory = await ask(":memory:");
      const file = await ask(inFile());

      assert.equal(memory.code, file.code, memory.stderr);
      assert.deepEqual(read(memory.stdout), read(file.stdout));
      assert.ok(read(memory.stdout).sentence.length > 0);
    });
  }
});
