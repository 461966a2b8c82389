import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Coverage } from "../src/core/coverage.ts";
import type { JsonObject } from "../src/core/record.ts";
import { quietAccount } from "../src/emulator/scenarios/quiet-account.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { Source } from "../src/ingest/source.ts";
import { openTrail } from "../src/ingest/trail/open-trail.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { rawRecord } from "./ledger-records.ts";

// The same files in a bucket, in a copy of the bucket, and as a folder of anything: whoever reads them is told the same.

for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
process.env["AWS_CONFIG_FILE"] = process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-alike-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const scenario = quietAccount();
const NOW = new Date("2026-11-22T00:00:00Z");
const WINDOW = { from: "2026-11-20T12:00:00Z", to: "2026-11-21T12:00:00Z" };
const ACCOUNT = "111122223333";
const REGION = "eu-west-1";

const other = (number: number, about: JsonObject = {}): JsonObject =>
  rawRecord(number, { eventSource: "kms.amazonaws.com", eventName: "Decrypt", ...about });
const trail = (...records: readonly JsonObject[]): string => JSON.stringify({ Records: records });
const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

const ID = "924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";
const EVENT = {
  version: "0",
  id: "4c1b",
  "detail-type": "ECS Task State Change",
  source: "aws.ecs",
  account: ACCOUNT,
  time: "2026-11-20T14:02:31Z",
  region: REGION,
  resources: [`arn:aws:ecs:${REGION}:${ACCOUNT}:task/prod/${ID}`],
  detail: {
    taskArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/prod/${ID}`,
    clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/prod`,
    group: "service:checkout",
    lastStatus: "STOPPED",
    desiredStatus: "STOPPED",
    stoppedAt: "2026-11-20T14:02:30Z",
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: "Scaling activity initiated by (deployment ecs-svc/2)",
  },
};

const mixed = [rawRecord(100), ...range(101, 30).map((number) => other(number))];
const halved = trail(...range(200, 40).map((number) => rawRecord(number)));
const enveloped = {
  Events: range(400, 3).map((number) => ({
    EventId: `e${String(number)}`,
    CloudTrailEvent: JSON.stringify(rawRecord(number)),
  })),
};
/** Of this, more is kept than is held at once (4 MB): it comes in parts. */
const padding = "0123456789abcdef".repeat(64);
const many = range(10_000, 16_000).map((number) =>
  rawRecord(number, { requestParameters: { cluster: "prod", service: "checkout", padding } }),
);
/** What nobody can tell the times of without reading each record: it is of two accounts. */
const twoOfThem = [
  rawRecord(700, { recipientAccountId: "444455556666" }),
  rawRecord(701),
  other(702),
];

/** By when they were delivered. */
const FILES: readonly (readonly [clock: string, content: string | Uint8Array, plain?: "plain"])[] =
  [
    ["1405", gzipSync(trail(...mixed))],
    ["1410", gzipSync(halved).subarray(0, gzipSync(halved).length / 2)],
    ["1415", halved.slice(0, halved.length / 2), "plain"],
    ["1420", gzipSync(JSON.stringify(enveloped))],
    ["1425", trail(rawRecord(500), other(501)), "plain"],
    ["1430", ""],
    ["1435", gzipSync(JSON.stringify([EVENT]))],
    ["1440", gzipSync(trail(...twoOfThem))],
    ["1445", gzipSync(trail(other(801, { eventTime: null }), rawRecord(800)))],
    ["1450", gzipSync("\u0000\u0001 no JSON")],
    ["1900", gzipSync(trail(...many))],
  ];
const DAMAGED = ["1410", "1415", "1430", "1450"];

/** Where CloudTrail would have put them. */
const inPlaces = keysOf((clock, ending) => {
  const name = `${ACCOUNT}_CloudTrail_${REGION}_20261120T${clock}Z_abcdefghijklmnop.${ending}`;
  return `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/11/20/${name}`;
});
const anyhow = keysOf((clock, ending) => `from-${clock}/${clock}.${ending}`);

function keysOf(name: (clock: string, ending: string) => string): Map<string, Uint8Array> {
  return new Map(
    FILES.map(([clock, content, plain]) => {
      return [name(clock, plain ? "json" : "json.gz"), Buffer.from(content)] as const;
    }),
  );
}

/** What a reader is told, without where the files lie. */
interface Told {
  readonly records: readonly string[];
  readonly effects: readonly string[];
  readonly aside: number;
  readonly unreadable: readonly string[];
  readonly coverage: readonly Coverage[];
  readonly largestPage: number;
}

function newLedger(t: TestContext): Ledger {
  const ledger = openLedger(":memory:");
  t.after(() => {
    ledger.close();
  });
  return ledger;
}

async function read(source: Source, root: string, ledger: Ledger): Promise<Told> {
  const unreadable: string[] = [];
  const coverage: Coverage[] = [];
  let [aside, largestPage] = [0, 0];
  for await (const step of ingest(source, ledger, { window: WINDOW, now: NOW })) {
    aside += step.aside;
    largestPage = Math.max(largestPage, step.added + step.known);
    coverage.push(...step.coverage);
    for (const { position, reason } of step.unreadable) {
      unreadable.push(`${position.replace(root, "")}: ${reason}`);
    }
  }
  return {
    records: Array.from(ledger.records({}), ({ eventID }) => eventID).toSorted(),
    effects: ledger.effects({}).map(({ id }) => id),
    aside,
    unreadable: unreadable.toSorted(),
    coverage: coverage.map((part) => ({ ...part, source: "" })),
    largestPage,
  };
}

async function emulate(t: TestContext, objects: Map<string, Uint8Array>): Promise<Emulator> {
  const buckets = [{ name: "logs", objects }];
  const emulator = await startEmulator({ scenario, buckets, now: () => NOW });
  t.after(() => emulator.close());
  return emulator;
}

function openBucket({ url }: Emulator): Promise<Source> {
  const accessKeyId = scenario.accounts[0]?.accessKeyId ?? "";
  return openSource("s3://logs", {
    endpointUrl: url,
    region: REGION,
    credentials: async () => ({ accessKeyId, secretAccessKey: "any" }),
  });
}

/** In a bucket, in a copy of it read as one, and in the same copy read as a folder of anything. */
async function readThrice(
  t: TestContext,
  objects: Map<string, Uint8Array>,
): Promise<{ readonly bucket: Told; readonly copy: Told; readonly files: Told }> {
  const root = mkdtempSync(join(folder, "copy-"));
  for (const [key, bytes] of objects) {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), bytes);
  }
  const bucket = await openBucket(await emulate(t, objects));
  return {
    bucket: await read(bucket, "", newLedger(t)),
    copy: await read(openTrail(pathToFileURL(root).href, {}), "", newLedger(t)),
    files: await read(await openSource(root, {}), `${root}/`, newLedger(t)),
  };
}

const heldBy = ({ coverage }: Told): readonly Coverage[] =>
  coverage
    .filter(({ note = "" }) => note.startsWith("files prove only what they hold"))
    .toSorted((one, two) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1));

function assertAlike(
  { coverage: _one, ...told }: Told,
  { coverage: _other, ...truth }: Told,
): void {
  assert.deepEqual(told, truth);
}

function assertWhole({ records, effects, aside, unreadable, largestPage }: Told): void {
  assert.ok(records.length > 16_000, `${records.length} records`);
  assert.deepEqual(effects, [`task/${ID}/STOPPED`]);
  assert.equal(aside, 32);
  assert.equal(largestPage, 1000);
  for (const clock of [...DAMAGED, "1445"]) {
    assert.ok(
      unreadable.some((one) => one.includes(clock)),
      clock,
    );
  }
}

describe("the same trail files, in a bucket and as a folder", () => {
  test("where CloudTrail put them", async (t) => {
    const { bucket, copy, files } = await readThrice(t, inPlaces);

    assertWhole(files);
    assertAlike(bucket, files);
    assert.deepEqual(copy, bucket);
    assertPlaceTold(bucket, files);
  });

  test("under names of their own", async (t) => {
    const { bucket, copy, files } = await readThrice(t, anyhow);

    assertWhole(files);
    assertAlike(bucket, files);
    assert.deepEqual(copy, bucket);
    assert.deepEqual(heldBy(bucket), heldBy(files));
    assert.ok(heldBy(files).some(({ note = "" }) => /the times of 1 records of other/.test(note)));
    const named = bucket.coverage.filter((part) => !heldBy(bucket).includes(part));
    assert.deepEqual(
      named
        .map(({ state, note = "" }) => `${state} ${/from-(\d{4})/.exec(note)?.[1] ?? ""}`)
        .toSorted(),
      DAMAGED.map((clock) => `partial ${clock}`),
    );
  });
});

test("what ECS did is told of again where the files need not be read again", async (t) => {
  const sound = new Map([...inPlaces].filter(([key]) => /T(?:1405|1435)Z/.test(key)));
  const emulator = await emulate(t, sound);
  const ledger = newLedger(t);

  const first = await read(await openBucket(emulator), "", ledger);
  const got = emulator.requests.length;
  const second = await read(await openBucket(emulator), "", ledger);

  const effectsOf = ({ coverage }: Told): readonly unknown[] =>
    coverage
      .filter(({ selector }) => selector === "effects")
      .map(({ from, to, state, note }) => [from, to, state, note]);
  assert.equal(effectsOf(first).length, 1);
  assert.deepEqual(effectsOf(second), effectsOf(first));
  assert.equal(
    emulator.requests.slice(got).filter(({ operation }) => operation === "GetObject").length,
    0,
  );
});

/** What the files hold lies in what the bucket's folders claim, the damaged are named, and effects are told alike. */
function assertPlaceTold(bucket: Told, files: Told): void {
  const ofEffects = ({ selector }: Coverage): boolean => selector === "effects";
  assert.deepEqual(bucket.coverage.filter(ofEffects), files.coverage.filter(ofEffects));
  assert.equal(files.coverage.filter(ofEffects).length, 1);
  const place = bucket.coverage.filter((part) => !ofEffects(part));
  const [from, to] = [place[0]?.from ?? "", place.at(-1)?.to ?? ""];
  assert.ok(place.every((part, index) => index === 0 || part.from === place[index - 1]?.to));
  for (const held of files.coverage.filter(({ account }) => account === ACCOUNT)) {
    assert.ok(from <= held.from && held.to <= to, JSON.stringify(held));
  }
  const lost = place.flatMap(
    ({ note = "" }) => /^\d+ files? \w+ not read: .*T\d{4}Z/.exec(note)?.[0] ?? [],
  );
  assert.deepEqual(
    lost.map((note) => `${note.slice(0, 1)} ${note.slice(-5)}`),
    ["2 1415Z", "1 1430Z", "1 1450Z"],
  );
  for (const clock of DAMAGED) {
    const at = `2026-11-20T${clock.slice(0, 2)}:${clock.slice(2)}:00Z`;
    const around = place.find((part) => part.from < at && at <= part.to);
    assert.equal(around?.state, "partial", clock);
  }
}
