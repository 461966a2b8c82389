import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import type { Coverage } from "../src/core/coverage.ts";
import type { ReadRecord } from "../src/core/parse-records.ts";
import { ingest, type IngestStep } from "../src/ingest/ingest.ts";
import { createScanner } from "../src/ingest/trail/create-scanner.ts";
import { readTrail } from "../src/ingest/trail/read-trail.ts";
import type { Scanner } from "../src/ingest/trail/scanner.ts";
import type { Trail } from "../src/ingest/trail/trail-run.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import type { ObjectStore } from "../src/storage/object-store.ts";
import { builtRecord, rawRecord } from "./ledger-records.ts";

// A large object's records come part by part, and the object counts as read once its last part is kept.

const PLACE = { account: "111122223333", region: "eu-west-1" };
const PREFIX = `AWSLogs/${PLACE.account}/CloudTrail/${PLACE.region}/2026/11/20/`;
const keyAt = (clock: string): string =>
  `${PREFIX}${PLACE.account}_CloudTrail_${PLACE.region}_20261120T${clock}Z_abcdefghijklmnop.json.gz`;
const LARGE = keyAt("1500");
const WINDOW = { from: "2026-11-20T14:00:00Z", to: "2026-11-20T16:00:00Z" };
const NOW = new Date("2026-11-22T00:00:00Z");

/** A bucket as a value; tells what was got. */
function storeOf(objects: ReadonlyMap<string, Uint8Array>, got: string[]): ObjectStore {
  const keys = [...objects.keys()].toSorted();
  return {
    uri: "s3://logs",
    async *list(prefix, { startAfter = "" } = {}) {
      for (const key of keys) {
        if (!key.startsWith(prefix) || key <= startAfter) continue;
        yield { key, size: objects.get(key)?.length ?? 0 };
      }
    },
    async *folders(prefix) {
      const below = keys.filter((key) => key.startsWith(prefix));
      const parts = below.map((key) => key.slice(0, key.indexOf("/", prefix.length) + 1));
      yield* new Set(parts);
    },
    async get(key) {
      got.push(key);
      return { bytes: objects.get(key) ?? new Uint8Array(), metadata: new Map() };
    },
  };
}

interface Reading {
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly scanner?: () => Scanner;
  readonly prefix?: string;
  readonly signal?: AbortSignal;
  readonly after?: (step: IngestStep) => void;
}

interface Told {
  readonly steps: readonly IngestStep[];
  readonly coverage: readonly Coverage[];
  readonly got: readonly string[];
}

async function read(ledger: Ledger, reading: Reading): Promise<Told> {
  const { objects, scanner = inParts, prefix = "", signal, after } = reading;
  const got: string[] = [];
  const store = storeOf(objects, got);
  const uri = `s3://logs/${prefix}`;
  const trail: Trail = { store, prefix, uri, lag: 3600, scanner, requests: () => got.length };
  const source = {
    uri,
    read: (request: Parameters<typeof readTrail>[1]) => readTrail(trail, request),
  };
  const steps: IngestStep[] = [];
  const request = { window: WINDOW, now: NOW, ...(signal && { signal }) };
  for await (const step of ingest(source, ledger, request)) {
    steps.push(step);
    after?.(step);
  }
  return { steps, coverage: steps.flatMap(({ coverage }) => coverage), got };
}

function newLedger(t: TestContext): Ledger {
  const ledger = openLedger(":memory:");
  t.after(() => {
    ledger.close();
  });
  return ledger;
}

const inParts = (): Scanner =>
  createScanner({ threads: 0, limits: { taken: 20_000, window: 4096, text: 2 ** 30 } });
/** Of 3,500 records and some that are left aside; 1 MB of text stands in at least two turns of the scanner's. */
const COUNT = 3500;
const padding = "0123456789abcdef".repeat(128);
const records = Array.from({ length: COUNT }, (_, number) =>
  rawRecord(number, { requestParameters: { service: "checkout", padding } }),
);
const decrypt = rawRecord(3600, { eventSource: "kms.amazonaws.com", eventName: "Decrypt" });
const large = gzipSync(JSON.stringify({ Records: [...records, decrypt] }));
const small = gzipSync(JSON.stringify({ Records: [rawRecord(9000)] }));
const inPlace = new Map([
  [keyAt("1430"), gzipSync(JSON.stringify({ Records: [rawRecord(1)] }))],
  [LARGE, large],
  [keyAt("1635"), small],
]);

const coversLarge = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  from < "2026-11-20T15:00:00" && to > "2026-11-20T14:00:00";

describe("a large object", () => {
  test("comes in pages, and counts as read with the last of them", async (t) => {
    const ledger = newLedger(t);
    const covered: boolean[] = [];
    const told = await read(ledger, {
      objects: inPlace,
      after: () => {
        covered.push(ledger.coverage({}).some(coversLarge));
        const isAllKept = ledger.count({}) === COUNT + 1;
        assert.ok(isAllKept || !ledger.coverage({}).some(coversLarge), "claimed too early");
      },
    });

    assert.equal(ledger.count({}), COUNT + 1);
    assert.ok(covered.filter((one) => !one).length >= 3, "pages before it was read");
    assert.equal(covered.at(-1), true);
    assert.equal(
      told.steps.reduce((sum, { aside }) => sum + aside, 0),
      1,
    );
    assert.ok(told.steps.every(({ added, known }) => added + known <= 1000));
    assert.deepEqual((await read(ledger, { objects: inPlace })).got, []);
  });

  test("of which only a part was kept is read again, and nothing of it was claimed", async (t) => {
    const ledger = newLedger(t);
    const stop = new AbortController();
    const first = await read(ledger, {
      objects: inPlace,
      signal: stop.signal,
      after: () => {
        if (ledger.count({}) > 500) stop.abort();
      },
    });

    const kept = ledger.count({});
    assert.ok(kept > 500 && kept < COUNT, `${kept} were kept`);
    assert.ok(!ledger.coverage({}).some(coversLarge));
    assert.ok(first.coverage.some((part) => part.state === "not-asked" && coversLarge(part)));
    const again = await read(ledger, { objects: inPlace });
    assert.ok(again.got.includes(LARGE));
    assert.equal(ledger.count({}), COUNT + 1);
    assert.ok(again.coverage.every(({ state }) => state === "seen"));
  });

  test("in no folders of CloudTrail's tells of its times only what was read of it", async (t) => {
    const objects = new Map([["logs/a.json.gz", large]]);
    const whole = await read(newLedger(t), { objects, prefix: "logs/" });
    const stop = new AbortController();
    const ledger = newLedger(t);
    const cut = await read(ledger, {
      objects,
      prefix: "logs/",
      signal: stop.signal,
      after: () => {
        stop.abort();
      },
    });

    const spanOf = ({ coverage }: Told): readonly unknown[] =>
      coverage
        .filter(({ note }) => note?.startsWith("files prove"))
        .map(({ from, to, records: count }) => [from, to, count]);
    assert.deepEqual(spanOf(whole), [["2026-11-20T14:00:00Z", "2026-11-20T15:00:01Z", COUNT + 1]]);
    const [[from, to, count] = []] = spanOf(cut) as readonly (readonly [string, string, number])[];
    assert.equal(from, "2026-11-20T14:00:00Z");
    assert.ok((count ?? 0) < COUNT && (to ?? "") < "2026-11-20T14:58:20Z", `${count} to ${to}`);
    assert.ok(cut.coverage.some(({ state }) => state === "not-asked"));
  });
});

describe("what a scanner gives in parts", () => {
  /** Tells when each part is asked for. */
  function scannerOf(
    asked: number[],
    more: { readonly fails?: Error; readonly flaw?: string } = {},
  ): () => Scanner {
    const part = (number: number): readonly ReadRecord[] =>
      Array.from({ length: 1000 }, (_, index) => builtRecord(number * 1000 + index));
    const nothing = { records: [], unreadable: [] };
    return () => ({
      scan: async () => assert.fail("all at once"),
      scanInParts: async ({ name }) => ({
        ...nothing,
        rest: (async function* rest() {
          for (let number = 0; number < 5; number++) {
            asked.push(number);
            yield { records: part(number), unreadable: [] };
          }
          if (more.fails) throw more.fails;
          if (more.flaw !== undefined) {
            yield { ...nothing, unreadable: [{ position: name, reason: more.flaw }] };
          }
        })(),
      }),
      close: async () => undefined,
    });
  }
  const objects = new Map([[LARGE, large]]);

  test("is asked for only when what was before is kept", async (t) => {
    const asked: number[] = [];
    const ledger = newLedger(t);
    await read(ledger, {
      objects,
      scanner: scannerOf(asked),
      after: () => {
        const kept = ledger.count({});
        assert.ok(asked.length * 1000 <= kept + 1000, `${asked.length} parts, ${kept} kept`);
      },
    });
    assert.equal(ledger.count({}), 5000);
  });

  test("may turn out to be damaged at its end: then the file is named, and not covered", async (t) => {
    const ledger = newLedger(t);
    const flaw = "damaged gzip: its content is broken";
    const told = await read(ledger, { objects, scanner: scannerOf([], { flaw }) });
    assert.equal(ledger.count({}), 5000);
    assert.ok(told.coverage.some(({ note = "" }) => note.includes(LARGE) && note.includes(flaw)));
    assert.ok(!ledger.coverage({}).some(coversLarge));
  });

  test("may fail by a fault of ours, which is not hidden", async (t) => {
    const ledger = newLedger(t);
    const fails = new TypeError("a bug");
    const reading = read(ledger, { objects, scanner: scannerOf([], { fails }) });
    await assert.rejects(reading, fails);
    assert.ok(!ledger.coverage({}).some(coversLarge));
  });
});
