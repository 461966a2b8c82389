import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import fc from "fast-check";
import { EventStore, type Kind } from "../bench/event-store.ts";
import type { Interval } from "../src/core/coverage.ts";
import type { Failure } from "../src/ingest/aws/failure.ts";
import { Budget } from "../src/ingest/event-history/budget.ts";
import { questOf } from "../src/ingest/event-history/quest.ts";
import { PlannedReader } from "../src/ingest/event-history/read-planned.ts";
import { spanOf } from "../src/ingest/event-history/spans.ts";
import { measure, type Trouble } from "../src/ingest/event-history/stretch.ts";
import { tellSight } from "../src/ingest/event-history/tell-sight.ts";
import type { ReadRequest } from "../src/ingest/source.ts";

const NOW = new Date("2026-11-20T14:00:00Z");
const END = NOW.getTime() / 1000;
const HOUR = 3600;
const SETTLED: Trouble = { state: "not-asked", note: "settled" };
const CHANGES = questOf({}).topics.map(({ label }) => label);
const ECS = "EventSource=ecs.amazonaws.com";
const WRITES = "ReadOnly=false";

/** So many events of an operation, evenly over the last hours. */
function kind(
  name: string,
  count: number,
  over: Partial<Kind> & { readonly hours?: number } = {},
): Kind {
  const { hours = 24, source = "ecs.amazonaws.com", readOnly = false } = over;
  const step = (hours * HOUR) / count;
  const times = Uint32Array.from({ length: count }, (_, index) =>
    Math.floor(END - hours * HOUR + index * step),
  );
  return { source, name, readOnly, times };
}

const reads = (count: number, hours?: number): Kind =>
  kind("DescribeServices", count, { readOnly: true, ...(hours !== undefined && { hours }) });
const others = (count: number): Kind =>
  kind("CreateLogStream", count, { source: "logs.amazonaws.com" });

interface Account {
  readonly kinds: readonly Kind[];
  readonly hours?: number;
  readonly request?: Partial<ReadRequest>;
  readonly covered?: Readonly<Record<string, readonly Interval[]>>;
  readonly lag?: number;
  /** A failure in place of an answer. */
  readonly failing?: (selector: string, asked: number) => Failure["kind"] | undefined;
}

interface Told {
  /** The selectors asked for, in order. */
  readonly asked: readonly string[];
  readonly inputs: readonly LookupEventsCommandInput[];
  readonly seen: ReadonlySet<string>;
  readonly coverage: readonly (Interval & Trouble)[];
  readonly reader: PlannedReader;
  readonly mostAtOnce: number;
}

async function read(store: EventStore, account: Account): Promise<Told> {
  const { hours = 24, request = {}, covered = {}, lag = 0, failing } = account;
  const window = {
    from: new Date(NOW.getTime() - hours * HOUR * 1000).toISOString(),
    to: NOW.toISOString(),
  };
  const stretch = measure({ window, now: NOW });
  assert.ok(stretch);
  const inputs: LookupEventsCommandInput[] = [];
  const asked: string[] = [];
  let flying = 0;
  let mostAtOnce = 0;
  const budget = new Budget(request.maxRequests);
  const quest = questOf(request);
  const reader = new PlannedReader({
    quest,
    window: spanOf(stretch.whole),
    reach: spanOf({ from: stretch.oldest, to: stretch.oldest }).from,
    covered: (selector) => covered[selector] ?? [],
    lookUp: async (input) => {
      budget.spend();
      const [{ AttributeKey: key, AttributeValue: value } = {}] = input.LookupAttributes ?? [];
      asked.push(`${key}=${value}`);
      inputs.push(input);
      flying++;
      mostAtOnce = Math.max(mostAtOnce, flying);
      await new Promise(setImmediate);
      flying--;
      const said = failing?.(`${key}=${value}`, asked.length);
      if (said) return { failure: { kind: said, said, cause: undefined }, requests: 1 };
      return { output: store.lookUp(input), requests: 1 };
    },
    lag: () => lag,
    budget,
    isDryRun: request.dryRun ?? false,
    settledAt: request.settledAt,
    earlierOf: request.earlierOf,
    signal: request.signal,
  });
  const seen = new Set<string>();
  for await (const { page, selector, proven } of reader.read()) {
    for (const { record } of page.records) seen.add(record.eventID);
    if (proven) assertProven(store, selector, proven, seen);
    onPage?.(page.records.map(({ record }) => record.eventTime));
  }
  const otherwise = reader.stopped ?? { state: "not-asked", note: "not read" };
  const { sight, planner } = reader;
  const { givenUp, floor } = planner;
  const coverage = tellSight({ quest, sight, stretch, givenUp, floor, otherwise, older: SETTLED });
  return { asked, inputs, seen, coverage, reader, mostAtOnce };
}

/** What is kept as covered through a selector has been read, each event of it. */
function assertProven(
  store: EventStore,
  selector: string,
  { from, to }: Interval,
  seen: ReadonlySet<string>,
): void {
  const unread = store
    .lookUpAll(selector, Date.parse(from) / 1000, Date.parse(to) / 1000)
    .filter((eventID) => !seen.has(eventID));
  assert.deepEqual(unread, [], `${selector} from ${from}`);
}

let onPage: ((times: readonly string[]) => void) | undefined;

/** Reads an account and proves that whatever coverage calls seen was read. */
async function ask(account: Account): Promise<Told> {
  const store = new EventStore(account.kinds);
  const told = await read(store, account);
  assertHonest(store, told, account);
  return told;
}

function assertHonest(
  store: EventStore,
  { seen, coverage }: Told,
  { request = {}, covered = {} }: Account,
): void {
  const names = new Set(questOf(request).topics.map(({ label }) => label));
  for (const [kindIndex, { source, name, readOnly, times }] of store.kinds.entries()) {
    if (source !== "ecs.amazonaws.com" || readOnly || !names.has(name)) continue;
    for (const [index] of times.entries()) {
      const { eventID, eventTime } = store.recordOf({ kind: kindIndex, index });
      const isIn = ({ from, to }: Interval): boolean =>
        Date.parse(from) <= Date.parse(eventTime) && Date.parse(eventTime) < Date.parse(to);
      const part = coverage.find(isIn);
      if (part?.state !== "seen" && part?.state !== "fresh") continue;
      const isKnown = [ECS, WRITES, `EventName=${name}`].some((one) => covered[one]?.some(isIn));
      assert.ok(
        seen.has(eventID) || isKnown,
        `${name} at ${eventTime} is told as seen and was not`,
      );
    }
  }
}

const countOf = (asked: readonly string[], selector: string): number =>
  asked.filter((one) => one === selector).length;
const statesOf = ({ coverage }: Told): readonly string[] => coverage.map(({ state }) => state);
const at = (hoursAgo: number): string =>
  new Date(NOW.getTime() - hoursAgo * HOUR * 1000).toISOString().replace(".000Z", "Z");

describe("the plan", () => {
  test("one request where one page of ECS holds everything", async () => {
    const { asked, coverage } = await ask({ kinds: [kind("UpdateService", 20), others(9000)] });

    assert.deepEqual(asked, [ECS]);
    assert.deepEqual(
      coverage.map(({ state }) => state),
      ["seen", "fresh"],
    );
  });

  test("a scan of what changes something, where ECS is mostly read", async () => {
    const { asked, reader } = await ask({
      kinds: [reads(20_000), kind("UpdateService", 30), others(300)],
    });

    assert.equal(countOf(asked, ECS), 1);
    assert.equal(countOf(asked, WRITES), 7);
    assert.equal(asked.length, 8);
    assert.equal(reader.planner.way.kind, "done");
  });

  test("a chain for each operation, the most telling first, where every scan is thick", async () => {
    const { asked, seen } = await ask({
      kinds: [reads(20_000), kind("StopTask", 120), kind("UpdateService", 30), others(30_000)],
    });

    assert.deepEqual(asked.slice(0, 4), [
      ECS,
      WRITES,
      "EventName=UpdateService",
      "EventName=StopTask",
    ]);
    // The tags are CHANGES too: one page of each.
    assert.equal(asked.length, 2 + CHANGES.length + 2);
    assert.equal(countOf(asked, "EventName=StopTask"), 3);
    assert.ok(seen.size >= 150);
  });

  test("no probe where only a few operations matter", async () => {
    const { asked } = await ask({
      kinds: [reads(20_000), kind("StopTask", 20), others(30_000)],
      request: { actions: ["StopTask", "UpdateService"] },
    });

    assert.deepEqual(asked, ["EventName=StopTask", "EventName=UpdateService"]);
  });

  test("only the scan of ECS where everything is asked for", async () => {
    const { asked } = await ask({ kinds: [reads(400)], request: { everything: true } });

    assert.deepEqual(new Set(asked), new Set([ECS]));
    assert.equal(asked.length, 8);
  });

  test("what only reads is not looked for among what changes something", async () => {
    const actions = ["DescribeTasks", "StopTask", "UpdateService", "RunTask", "CreateService"];
    const { asked } = await ask({ kinds: [reads(200), others(10)], request: { actions } });

    assert.equal(countOf(asked, WRITES), 0);
  });

  test("a scan is left for chains where it becomes thick, and goes on below where it stopped", async () => {
    const { asked, inputs } = await ask({
      kinds: [
        reads(600, 24),
        { ...reads(40_000, 24), times: reads(40_000, 24).times.map((one) => one - 6 * HOUR) },
        others(40_000),
      ],
      hours: 30,
    });

    const scans = countOf(asked, ECS);
    assert.ok(scans > 2 && scans < 60, String(scans));
    const named = inputs.findIndex((_, index) => asked[index] === "EventName=UpdateService");
    assert.ok((inputs[named]?.EndTime?.getTime() ?? Infinity) < NOW.getTime() - 5 * HOUR * 1000);
    assert.equal(asked.filter((one) => one.startsWith("EventName=")).length, CHANGES.length);
  });
});

describe("what is covered already", () => {
  test("is asked for by nobody: for each operation only its holes", async () => {
    const quiet = { [WRITES]: [{ from: at(24), to: at(2) }] };
    const { inputs } = await ask({
      kinds: [kind("UpdateService", 100), reads(9000)],
      covered: quiet,
    });

    for (const { StartTime } of inputs)
      assert.equal(StartTime?.toISOString(), at(2).replace("Z", ".000Z"));
  });

  test("covers a moment when each operation was seen then, through whatever selector", async () => {
    const names = Object.fromEntries(
      CHANGES.map((name) => [`EventName=${name}`, [{ from: at(12), to: at(0) }]]),
    );
    const covered = { ...names, [ECS]: [{ from: at(24), to: at(12) }] };
    const { asked, coverage } = await ask({ kinds: [kind("UpdateService", 100)], covered });

    assert.deepEqual(asked, []);
    assert.deepEqual(
      coverage.map(({ state }) => state),
      ["seen", "fresh"],
    );
  });

  test("a single operation's hole is filled by its own chain", async () => {
    const names = Object.fromEntries(
      CHANGES.map((name) => [
        `EventName=${name}`,
        [{ from: at(24), to: at(name === "StopTask" ? 3 : 0) }],
      ]),
    );
    const { asked, inputs } = await ask({ kinds: [kind("StopTask", 100)], covered: names });

    assert.deepEqual(asked, ["EventName=StopTask"]);
    assert.equal(inputs[0]?.StartTime?.toISOString(), at(3).replace("Z", ".000Z"));
  });
});

describe("the newest hit", () => {
  /** Settled by the newest event seen of a service. */
  function newest(after = 0): { readonly settledAt: () => string | undefined } {
    let found: string | undefined;
    onPage = (times) => {
      for (const time of times) {
        const isHit = Date.parse(time) / 1000 <= END - after;
        if (isHit && (found === undefined || time > found)) found = time;
      }
    };
    return { settledAt: () => found };
  }

  test("ends the reading as soon as nothing newer can come", async () => {
    const kinds = [
      kind("UpdateService", 400),
      kind("StopTask", 300),
      reads(40_000),
      others(40_000),
    ];
    const actions = ["UpdateService", "StopTask"];
    const { asked, coverage } = await ask({ kinds, request: { actions, ...newest() } });
    onPage = undefined;

    assert.deepEqual(asked, ["EventName=UpdateService", "EventName=StopTask"]);
    assert.equal(coverage[0]?.note, "settled");
    assert.ok(coverage.slice(1).every(({ state }) => state !== "not-asked"));
  });

  test("always pages the chain that has reached back least", async () => {
    const kinds = [kind("UpdateService", 4000), kind("StopTask", 100)];
    const actions = ["UpdateService", "StopTask"];
    const { asked } = await ask({ kinds, request: { actions, ...newest(5 * HOUR) } });
    onPage = undefined;

    assert.equal(countOf(asked, "EventName=StopTask"), 1);
    assert.ok(countOf(asked, "EventName=UpdateService") > 10);
  });

  test("narrows what the other operations are asked for", async () => {
    const kinds = [kind("UpdateService", 400), reads(40_000), others(4000)];
    const { asked } = await ask({ kinds, request: newest() });
    onPage = undefined;

    assert.equal(asked[0], "EventName=UpdateService");
    assert.equal(asked[1], "EventName=StopTask");
    assert.ok(asked.length <= 4, asked.join(" "));
  });

  test("may cost one more page of its own operation, for the value before", async () => {
    const kinds = [kind("UpdateService", 400), kind("StopTask", 300)];
    const actions = ["UpdateService", "StopTask"];
    const earlierOf = (): string => "UpdateService";
    const { asked } = await ask({ kinds, request: { actions, ...newest(), earlierOf } });
    onPage = undefined;

    assert.deepEqual(asked, [
      "EventName=UpdateService",
      "EventName=StopTask",
      "EventName=UpdateService",
    ]);
  });
});

describe("limits", () => {
  test("no request more than the user allows, and the rest is told", async () => {
    const kinds = [reads(40_000), others(40_000), kind("StopTask", 400)];
    for (const maxRequests of [0, 1, 2, 7, 40]) {
      const { asked, coverage } = await ask({ kinds, request: { maxRequests } });

      assert.equal(asked.length, maxRequests);
      assert.match(JSON.stringify(coverage), new RegExp(`stopped after ${maxRequests} requests`));
    }
  });

  test("the tags of everybody are left out where they are too dear, and that is told", async () => {
    const kinds = [
      reads(40_000),
      others(40_000),
      kind("TagResource", 5000, { source: "s3.amazonaws.com" }),
    ];
    const { asked, coverage } = await ask({ kinds });

    assert.ok(countOf(asked, "EventName=TagResource") <= 2);
    const [part] = coverage;
    assert.equal(part?.state, "partial");
    assert.match(part?.note ?? "", /TagResource.*--max-requests \d+/);

    const paid = await ask({ kinds, request: { maxRequests: 1000 } });
    assert.deepEqual(statesOf(paid), ["seen", "fresh"]);
    assert.ok(countOf(paid.asked, "EventName=TagResource") >= 100);
  });

  test("who asks for the tags themselves gets them", async () => {
    const kinds = [reads(40_000), kind("TagResource", 5000, { source: "s3.amazonaws.com" })];
    const told = await ask({ kinds, request: { actions: ["TagResource"] } });

    assert.equal(told.asked.length, 100);
    assert.deepEqual(statesOf(told), ["seen", "fresh"]);
  });

  test("a dry run only probes, and tells what the rest would cost", async () => {
    const kinds = [reads(40_000), others(40_000), kind("StopTask", 400)];
    const { asked, reader } = await ask({ kinds, request: { dryRun: true } });

    assert.deepEqual(asked, [ECS, WRITES]);
    const expected = reader.planner.expected();
    assert.ok(expected >= CHANGES.length && expected < 3 * CHANGES.length, String(expected));
  });
});

describe("failures", () => {
  const kinds = [reads(40_000), others(40_000), kind("StopTask", 400), kind("RunTask", 30)];

  test("one chain that fails does not lose the others", async () => {
    const told = await ask({
      kinds,
      failing: (selector) => (selector === "EventName=RunTask" ? "throttled" : undefined),
    });

    assert.equal(countOf(told.asked, "EventName=RunTask"), 1);
    assert.equal(countOf(told.asked, "EventName=StopTask"), 8);
    assert.deepEqual(told.coverage.map(({ state, note }) => [state, note])[0], [
      "partial",
      "without RunTask: throttled",
    ]);
  });

  test("a scan that fails is replaced by chains", async () => {
    const told = await ask({
      kinds: [reads(3000), kind("StopTask", 400)],
      failing: (selector, asked) => (selector === ECS && asked > 5 ? "server" : undefined),
    });

    assert.ok(countOf(told.asked, ECS) >= 1);
    assert.deepEqual(statesOf(told), ["seen", "fresh"]);
  });

  test("a refusal ends the reading at once", async () => {
    const told = await ask({ kinds, failing: (_, asked) => (asked === 5 ? "denied" : undefined) });

    assert.equal(told.asked.length, 5);
    assert.equal(told.coverage[0]?.state, "partial");
    assert.match(told.coverage[0]?.note ?? "", /denied/);
  });

  test("two chains in a row that fail end it too, since AWS is down", async () => {
    const told = await ask({ kinds, failing: (_, asked) => (asked > 6 ? "server" : undefined) });

    assert.equal(told.asked.length, 8);
  });

  test("a token that is rejected is got over", async () => {
    let rejected = 0;
    const told = await ask({
      kinds: [kind("StopTask", 400)],
      request: { actions: ["StopTask"] },
      failing: (_, asked) => (asked % 3 === 2 && rejected++ < 9 ? "rejected-token" : undefined),
    });

    assert.ok(rejected > 2);
    assert.deepEqual(statesOf(told), ["seen", "fresh"]);
  });
});

describe("where AWS is slow", () => {
  const kinds = [reads(40_000), others(40_000), kind("StopTask", 2000), kind("RunTask", 30)];

  test("several chains are under way, so that the quota is the limit", async () => {
    const told = await ask({ kinds, lag: 4 });

    assert.equal(told.mostAtOnce, 8);
    assert.deepEqual(statesOf(told), ["seen", "fresh"]);
    const patient = await ask({ kinds });
    assert.equal(patient.mostAtOnce, 1);
    assert.ok(
      told.asked.length <= patient.asked.length + 10,
      `${told.asked.length} for ${patient.asked.length}`,
    );
  });

  test("a long chain is split in time", async () => {
    const request = { actions: ["StopTask"] };
    const told = await ask({ kinds, lag: 4, request });

    assert.ok(told.mostAtOnce >= 6);
    assert.ok(told.asked.length <= 40 + 8);
    assert.deepEqual(statesOf(told), ["seen", "fresh"]);
  });
});

const NAMES = [
  "UpdateService",
  "StopTask",
  "RunTask",
  "TagResource",
  "CreateService",
  "DescribeTasks",
];

const randomKind = fc.record({
  source: fc.constantFrom("ecs.amazonaws.com", "other.amazonaws.com"),
  name: fc.constantFrom(...NAMES),
  readOnly: fc.constant(false),
  // Busy minutes, in which many events share a second, and long quiet stretches.
  times: fc
    .array(fc.tuple(fc.nat(12), fc.nat(50), fc.integer({ min: 1, max: 120 })), { maxLength: 6 })
    .map((bursts) =>
      Uint32Array.from(
        bursts.flatMap(([hour, second, count]) =>
          Array.from({ length: count }, (_, index) =>
            Math.min(END - 1, END - hour * HOUR + second + (index % 40)),
          ),
        ),
      ).toSorted(),
    ),
});

const randomCovered = fc.dictionary(
  fc.constantFrom(ECS, WRITES, "EventName=StopTask", "EventName=UpdateService"),
  fc.array(
    fc
      .tuple(fc.nat(12), fc.nat(12))
      .map(([from, length]) => ({ from: at(from), to: at(Math.max(0, from - length)) })),
    { maxLength: 3 },
  ),
);

const KINDS: readonly Failure["kind"][] = ["throttled", "server", "rejected-token", "denied"];

test("whatever the account, the holes, the failures and the limits: what is told as seen was read", async () => {
  const arbitrary = fc.record({
    kinds: fc.array(randomKind, { maxLength: 8 }),
    covered: randomCovered,
    lag: fc.constantFrom(0, 0.3, 1, 4),
    failures: fc.dictionary(fc.nat(60).map(String), fc.constantFrom(...KINDS), { maxKeys: 3 }),
    maxRequests: fc.option(fc.nat(80), { nil: undefined }),
    actions: fc.option(fc.uniqueArray(fc.constantFrom(...NAMES.slice(0, 5)), { minLength: 1 }), {
      nil: undefined,
    }),
    settles: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ failures, maxRequests, actions, settles, ...rest }) => {
      let newest: string | undefined;
      onPage = (times) => {
        for (const time of times) newest = newest === undefined || time > newest ? time : newest;
      };
      const request: Partial<ReadRequest> = {
        ...(actions && { actions }),
        ...(maxRequests !== undefined && { maxRequests }),
        ...(settles && { settledAt: () => newest }),
      };
      const hours = 13;
      const failing = (_: string, asked: number): Failure["kind"] | undefined => failures[asked];
      const told = await ask({ ...rest, hours, request, failing });
      onPage = undefined;

      const isLimited = maxRequests !== undefined || settles || Object.keys(failures).length > 0;
      if (!isLimited && told.reader.planner.givenUp.length === 0) {
        assert.ok(statesOf(told).every((state) => state === "seen" || state === "fresh"));
      }
      if (maxRequests !== undefined) assert.ok(told.asked.length <= maxRequests);
      const length = told.coverage.reduce(
        (sum, { from, to }) => sum + Date.parse(to) - Date.parse(from),
        0,
      );
      assert.equal(length, hours * HOUR * 1000, "coverage tells of every second once");
    }),
    { numRuns: 400 },
  );
});
