import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError } from "../src/core/errors.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Bucket, BucketObject } from "../src/emulator/bucket.ts";
import type { Fault } from "../src/emulator/fault.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type AskedRequest, type Emulator } from "../src/emulator/start-emulator.ts";
import { trailFilesOf, type TrailOptions } from "../src/emulator/trail-files.ts";
import { ingest, type IngestRequest, type IngestStep } from "../src/ingest/ingest.ts";
import { whyKept } from "../src/ingest/is-kept.ts";
import type { SourceSettings } from "../src/ingest/source.ts";
import { openTrail } from "../src/ingest/trail/open-trail.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

// Whatever lies in the bucket and whatever goes wrong: what is in the ledger, and what coverage says was not seen, make
// the truth together.

for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
process.env["AWS_CONFIG_FILE"] = process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";

/** Where next to nothing happens a trail writes no file for days, and cannot prove that it was on: that is tried apart. */
const fleet = demoFleet();
const placeOf = (record: JsonObject): string =>
  JSON.stringify([record["recipientAccountId"], record["awsRegion"]]);
const busy = new Map<string, number>();
for (const record of fleet.records) {
  busy.set(placeOf(record), (busy.get(placeOf(record)) ?? 0) + 1);
}
const scenario = {
  ...fleet,
  records: fleet.records.filter((record) => (busy.get(placeOf(record)) ?? 0) > 100),
};
const NOW = new Date(scenario.now);
const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(NOW.getTime() - hours * HOUR).toISOString();
/** Closed to its end: whatever was delivered for it lies there. */
const window = { from: ago(30), to: ago(2) };
const ORGANIZATION: TrailOptions = { organization: "o-exampleorgid" };
const [prod, staging] = scenario.accounts;
assert.ok(prod && staging);

const folder = mkdtempSync(join(tmpdir(), "tasktrail-s3-"));
after(() => {
  rmSync(folder, { recursive: true });
});

type Held = Map<string, Uint8Array | BucketObject>;
const filesOf = (options: TrailOptions = ORGANIZATION): Held =>
  new Map<string, Uint8Array | BucketObject>(trailFilesOf(scenario, options));
const trail = filesOf();
const keys = [...trail.keys()];

const textOf = (object: JsonObject, field: string): string => object[field] as string;
const idOf = (record: JsonObject): string => textOf(record, "eventID");
const timeOf = (record: JsonObject): string => textOf(record, "eventTime");

const kept = parseRecords(JSON.stringify({ Records: scenario.records }))
  .records.filter(({ record }) => whyKept(record) !== undefined)
  .map(({ raw }) => raw);

/** What the ledger should keep of a stretch. */
function truthOf({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): readonly JsonObject[] {
  return kept.filter((record) => timeOf(record) >= from && timeOf(record) < to);
}

async function emulate(
  t: TestContext,
  objects: Held,
  more: Partial<Bucket> & { readonly port?: number } = {},
): Promise<Emulator> {
  const { port = 0, ...bucket } = more;
  const buckets = [{ name: "logs", objects, ...bucket }];
  const emulator = await startEmulator({ scenario, buckets, now: () => NOW, port });
  t.after(() => emulator.close());
  return emulator;
}

/** The same address, where nothing goes wrong any more. */
async function heal(t: TestContext, sick: Emulator): Promise<Emulator> {
  await sick.close();
  return emulate(t, trail, { port: Number(new URL(sick.url).port) });
}

function newLedger(t: TestContext): Ledger {
  const ledger = openLedger(":memory:");
  t.after(() => {
    ledger.close();
  });
  return ledger;
}

interface Reading extends Partial<IngestRequest> {
  readonly uri?: string;
  readonly settings?: SourceSettings & { readonly timeoutMs?: number };
  readonly after?: (step: IngestStep) => void;
}

interface Told {
  readonly added: number;
  readonly coverage: readonly Coverage[];
  readonly unreadable: readonly string[];
  readonly steps: readonly IngestStep[];
  readonly asked: readonly AskedRequest[];
}

async function read(emulator: Emulator, ledger: Ledger, reading: Reading = {}): Promise<Told> {
  const { uri = "s3://logs", settings, after: then, ...request } = reading;
  const source = openTrail(uri, {
    endpointUrl: emulator.url,
    region: "eu-west-1",
    credentials: async () => ({ accessKeyId: prod?.accessKeyId ?? "", secretAccessKey: "x" }),
    sleep: async () => {},
    ...settings,
  });
  const begun = emulator.requests.length;
  const steps: IngestStep[] = [];
  for await (const step of ingest(source, ledger, { window, now: NOW, ...request })) {
    steps.push(step);
    then?.(step);
  }
  return {
    added: steps.reduce((sum, { added }) => sum + added, 0),
    coverage: steps.flatMap(({ coverage }) => coverage),
    unreadable: steps.flatMap(({ unreadable }) => unreadable.map(({ position }) => position)),
    steps,
    asked: emulator.requests.slice(begun),
  };
}

const gotten = ({ asked }: Told): readonly string[] =>
  asked
    .filter(({ operation }) => operation === "GetObject")
    .map(({ input }) => textOf(input, "Key"));
const statesOf = ({ coverage }: Told): readonly string[] => [
  ...new Set(coverage.map(({ state }) => state)),
];

/**
 * Each true record of the window is in the ledger, or where coverage says that something is missing; coverage leaves no
 * gap; and what the ledger calls covered is all there.
 *
 * @returns how many are missing.
 */
function assertToldApart(
  ledger: Ledger,
  { coverage }: Pick<Told, "coverage">,
  span = window,
): number {
  const missing = truthOf(span).filter((record) => ledger.raw(idOf(record)) === undefined);
  const holds = (part: Coverage, record: JsonObject): boolean =>
    (part.account === "" || part.account === record["recipientAccountId"]) &&
    (part.region === "" || part.region === record["awsRegion"]) &&
    part.from <= timeOf(record) &&
    timeOf(record) < part.to;
  for (const record of missing) {
    const parts = coverage.filter((part) => holds(part, record));
    const says = `${textOf(record, "eventName")} at ${timeOf(record)}: ${JSON.stringify(parts)}`;
    assert.ok(parts.length > 0 && parts.every(({ state }) => state !== "seen"), says);
    assert.ok(!ledger.coverage({}).some((part) => holds(part, record)), `${says} is covered`);
  }
  return missing.length;
}

function assertComplete(ledger: Ledger, told: Told, span = window): void {
  const truth = truthOf(span);
  assert.ok(truth.length > 100, `${truth.length} records make a test`);
  assert.equal(assertToldApart(ledger, told, span), 0);
  assert.deepEqual(statesOf(told), ["seen"]);
}

describe("a trail's bucket holds the same truth", () => {
  const siblings = (): Held => {
    const objects = filesOf();
    for (const [key, bytes] of trail) {
      for (const kind of [
        "CloudTrail-Digest",
        "CloudTrail-Insight",
        "CloudTrail-NetworkActivity",
      ]) {
        objects.set(key.replaceAll("CloudTrail", kind), bytes);
      }
    }
    objects.set(
      "AWSLogs/o-exampleorgid/123456789012/Config/eu-west-1/2026/11/20/x.json.gz",
      gzipSync("no"),
    );
    return objects;
  };
  const both = new Map([
    ...[...filesOf({})].filter(([key]) => key.includes(prod.id)),
    ...[...filesOf()].filter(([key]) => key.includes(staging.id)),
  ]);
  const LAYOUTS: readonly (readonly [string, Held, string])[] = [
    ["as an organisation's trail", trail, "s3://logs"],
    ["as a trail of single accounts", filesOf({}), "s3://logs/"],
    ["as both at once", both, "s3://logs"],
    ["below a prefix that is given", filesOf({ ...ORGANIZATION, prefix: "a/b" }), "s3://logs/a/b"],
    ["below a prefix that is not given", filesOf({ ...ORGANIZATION, prefix: "a" }), "s3://logs"],
    ["from AWSLogs on", trail, "s3://logs/AWSLogs/"],
    ["from the organisation on", trail, "s3://logs/AWSLogs/o-exampleorgid"],
    ["beside digests, Insights and network activity", siblings(), "s3://logs"],
  ];
  for (const [how, objects, uri] of LAYOUTS) {
    test(how, async (t) => {
      const ledger = newLedger(t);
      const told = await read(await emulate(t, objects), ledger, { uri });
      assertComplete(ledger, told);
      assert.ok(gotten(told).every((key) => /\/CloudTrail\//.test(key)));
      const places = new Set(told.coverage.map(({ account, region }) => `${account} ${region}`));
      assert.equal(places.size, 4);
    });
  }

  test("as a folder that was copied from it", async (t) => {
    for (const [key, held] of trail) {
      mkdirSync(dirname(join(folder, "copy", key)), { recursive: true });
      writeFileSync(join(folder, "copy", key), held instanceof Uint8Array ? held : held.bytes);
    }
    const ledger = newLedger(t);
    const emulator = await emulate(t, new Map());
    const told = await read(emulator, ledger, { uri: pathToFileURL(join(folder, "copy")).href });
    assertComplete(ledger, told);
    assert.equal(told.asked.length, 0);
  });

  test("as files in a plain folder, which prove only what they hold", async (t) => {
    const names = [...trail].map(
      ([key, held]) => [`evidence/${key.split("/").at(-1) ?? ""}`, held] as const,
    );
    const ledger = newLedger(t);
    const told = await read(await emulate(t, new Map(names)), ledger, {
      uri: "s3://logs/evidence",
    });
    assert.equal(assertToldApart(ledger, told), 0);
    assert.deepEqual(statesOf(told), ["partial"]);
    assert.deepEqual(ledger.coverage({}), []);
    const between = keys.filter((key) => key.includes("_20261119T"));
    assert.ok(gotten(told).length < names.length / 3 && gotten(told).length >= between.length);
  });

  test("under names that are not CloudTrail's", async (t) => {
    const day = keys.filter((key) => key.includes("/2026/11/19/"));
    const names = day.map(
      (key, index) => [`x/${String(index)}.json.gz`, trail.get(key) as Uint8Array] as const,
    );
    const ledger = newLedger(t);
    const told = await read(await emulate(t, new Map(names)), ledger);
    assert.ok(ledger.count({}) > 100);
    assert.equal(gotten(told).length, names.length);
  });
});

describe("only what may matter is got", () => {
  test("of the accounts and regions that are asked for", async (t) => {
    const ledger = newLedger(t);
    const wanted = { accounts: [prod.id], regions: ["eu-west-1"] };
    const told = await read(await emulate(t, trail), ledger, wanted);
    assert.ok(gotten(told).length > 0);
    assert.ok(told.asked.every(({ input }) => !JSON.stringify(input).includes(staging.id)));
    assert.ok(gotten(told).every((key) => key.includes(`/${prod.id}/CloudTrail/eu-west-1/`)));
  });

  test("and what is asked for and is not there is told", async (t) => {
    const told = await read(await emulate(t, trail), newLedger(t), { accounts: ["999999999999"] });
    assert.deepEqual(
      told.coverage.map(({ account, state }) => [account, state]),
      [["999999999999", "unreachable"]],
    );
  });

  test("of the minutes that are asked for, and one hour more for what came late", async (t) => {
    const ledger = newLedger(t);
    const hour = { from: "2026-11-19T13:07:00.000Z", to: "2026-11-19T14:00:00.000Z" };
    const told = await read(await emulate(t, trail), ledger, { window: hour });
    const expected = keys.filter((key) => {
      const [, clock = ""] = /_20261119T(\d{4})Z/.exec(key) ?? [];
      return clock >= "1307" && clock < "1500";
    });
    assert.deepEqual(gotten(told).toSorted(), expected);
    const notes = new Set(told.coverage.map(({ note }) => note));
    assert.deepEqual([...notes], ["with files delivered up to 1 h later"]);
    assert.equal(assertToldApart(ledger, told, hour), 0);
  });

  test("with files that came later still, where one says so", async (t) => {
    const record = truthOf(window).find((one) => one["awsRegion"] === "eu-west-1");
    assert.ok(record);
    const late = new Map<string, Uint8Array>();
    const [day, clock] = ["2026/11/20", "20261120T1000Z"];
    const place = `${textOf(record, "recipientAccountId")}/CloudTrail/eu-west-1/${day}`;
    const name = `${textOf(record, "recipientAccountId")}_CloudTrail_eu-west-1_${clock}_LATE.json.gz`;
    late.set(`AWSLogs/${place}/${name}`, gzipSync(JSON.stringify({ Records: [record] })));
    const at = Date.parse(timeOf(record));
    const minute = { from: timeOf(record), to: new Date(at + 60_000).toISOString() };
    const emulator = await emulate(t, late);
    const [ledger, patient] = [newLedger(t), newLedger(t)];
    await read(emulator, ledger, { window: minute });
    assert.equal(ledger.count({}), 0);
    await read(emulator, patient, { window: minute, uri: "s3://logs?lag=2d" });
    assert.equal(patient.count({}), 1);
  });

  test("newest first", async (t) => {
    const told = await read(await emulate(t, trail), newLedger(t));
    const days = gotten(told).map((key) => /_(\d{8})T/.exec(key)?.[1] ?? "");
    assert.ok(days.indexOf("20261120") < days.indexOf("20261119"));
    for (const place of new Set(
      gotten(told).map((key) => dirname(dirname(dirname(dirname(key))))),
    )) {
      const times = gotten(told).flatMap((key) =>
        key.startsWith(place) ? (/_(\d{8}T\d{4})Z/.exec(key)?.[1] ?? []) : [],
      );
      assert.ok(times.length > 10);
      assert.deepEqual(
        times.map((time) => time.slice(0, 8)),
        times
          .map((time) => time.slice(0, 8))
          .toSorted()
          .toReversed(),
      );
    }
  });

  test("and nothing at all where the window holds no moment of the past", async (t) => {
    const told = await read(await emulate(t, trail), newLedger(t), {
      window: { from: ago(-2), to: ago(-3) },
    });
    assert.deepEqual([told.asked, told.coverage], [[], []]);
  });

  test("no more than needed once the newest change is settled", async (t) => {
    const told = await read(await emulate(t, trail), newLedger(t), {
      settledAt: () => "2026-11-20T08:00:00Z",
    });
    assert.ok(gotten(told).every((key) => !/_2026111[89]T/.test(key)));
    assert.ok(statesOf(told).includes("not-asked"));
  });

  test("no more than the requests that were allowed, and the rest is told", async (t) => {
    const ledger = newLedger(t);
    const told = await read(await emulate(t, trail), ledger, { maxRequests: 60 });
    assert.ok(told.asked.length <= 60 + 32, `${told.asked.length} requests`);
    assert.ok(assertToldApart(ledger, told) > 0);
    assert.ok(told.coverage.some(({ note = "" }) => /stopped after 60 requests/.test(note)));
  });

  test("not a file in a dry run, which tells how many there are", async (t) => {
    const told = await read(await emulate(t, trail), newLedger(t), { dryRun: true });
    assert.deepEqual([gotten(told), statesOf(told)], [[], ["not-asked"]]);
    const plans = told.steps.flatMap(({ plan }) => plan ?? []);
    assert.equal(plans.length, 4);
    assert.match(plans[0]?.plan ?? "", /\d+ log files, [\d.]+ MB compressed/);
  });
});

describe("a second reading", () => {
  test("of a closed window costs no request", async (t) => {
    const ledger = newLedger(t);
    const emulator = await emulate(t, trail);
    await read(emulator, ledger);
    const again = await read(emulator, ledger);
    assert.equal(again.asked.length, 0);
    assertComplete(ledger, again);
  });

  test("up to now reads only what is new", async (t) => {
    const ledger = newLedger(t);
    const then = new Date(NOW.getTime() - HOUR);
    const objects = filesOf({ ...ORGANIZATION, until: then });
    const emulator = await emulate(t, objects);
    const first = await read(emulator, ledger, {
      window: { from: ago(30), to: ago(0) },
      now: then,
    });
    const known = new Set(gotten(first));
    assert.ok(statesOf(first).includes("fresh"));
    for (const [key, bytes] of trail) objects.set(key, bytes);
    const span = { from: ago(30), to: ago(0) };

    const second = await read(emulator, ledger, { window: span });
    const third = await read(emulator, ledger, { window: span });

    assert.deepEqual(
      gotten(second).filter((key) => known.has(key)),
      [],
    );
    assert.equal(new Set(gotten(second)).size, gotten(second).length);
    assert.deepEqual([gotten(third), third.added], [[], 0]);
    assert.equal(assertToldApart(ledger, third, span), 0);
  });

  test("of a longer window reads only what the first one left", async (t) => {
    const ledger = newLedger(t);
    const emulator = await emulate(t, trail);
    await read(emulator, ledger, { window: { from: ago(20), to: ago(10) } });
    const told = await read(emulator, ledger);
    assertComplete(ledger, told);
    const inside = gotten(told).filter((key) => /_20261120T0[0-2]/.test(key));
    assert.deepEqual(inside, []);
  });
});

describe("what nobody delivered is not taken for silence", () => {
  const [, day = "", hours = "", minutes = ""] =
    /_eu-west-1_(\d{8})T(\d\d)(\d\d)Z_/.exec(
      keys.filter((key) => key.includes(`${prod.id}_CloudTrail_eu-west-1`)).toSorted()[0] ?? "",
    ) ?? [];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const oldest = `${date}T${hours}:${minutes}:00Z`;

  test("before a trail's oldest file", async (t) => {
    const ledger = newLedger(t);
    const emulator = await emulate(t, trail);
    const years = { from: ago(3 * 365 * 24), to: ago(2) };
    const asked = { window: years, accounts: [prod.id], regions: ["eu-west-1"] };
    const told = await read(emulator, ledger, asked);
    const before = told.coverage.filter(({ to }) => to === oldest);
    assert.equal(before.length, 1);
    assert.ok(
      before.every(({ state, note = "" }) => state === "partial" && /no log file/.test(note)),
    );
    assert.ok(ledger.coverage({}).every(({ from }) => from >= oldest));
    assert.ok(told.asked.length - gotten(told).length < 20, "long stretches need few listings");
    const again = await read(emulator, ledger, asked);
    assert.deepEqual(gotten(again), []);
  });

  const stopped = new Map(
    [...trail].filter(([key]) => (/_(\d{8})T/.exec(key)?.[1] ?? "") < "20261117"),
  );

  test("after a trail's newest file, where nothing tells that the trail was on", async (t) => {
    const ledger = newLedger(t);
    const told = await read(await emulate(t, stopped), ledger, {
      window: { from: ago(200), to: ago(2) },
    });
    const silent = told.coverage.filter(({ note = "" }) => /no log file since/.test(note));
    assert.deepEqual(
      silent.map(({ state }) => state),
      Array.from({ length: 4 }, () => "partial"),
    );
    assert.ok(ledger.coverage({}).every(({ to }) => to < "2026-11-18"));
  });

  test("but is, where the trail's digests go on", async (t) => {
    const digests = [...trail].map(
      ([key, bytes]) => [key.replaceAll("CloudTrail", "CloudTrail-Digest"), bytes] as const,
    );
    const objects = new Map([...stopped, ...digests]);
    const told = await read(await emulate(t, objects), newLedger(t), {
      window: { from: ago(200), to: ago(2) },
    });
    assert.deepEqual(statesOf(told), ["seen"]);
  });

  test("nor what a listing does not tell of yet", async (t) => {
    const ledger = newLedger(t);
    const span = { from: ago(30), to: ago(0) };
    const hidden = keys.filter((key) => /_20261120T1(?:35|4)/.test(key));
    let isHidden = true;
    const emulator = await emulate(t, trail, {
      isListed: (key) => !isHidden || !hidden.includes(key),
    });
    const first = await read(emulator, ledger, { window: span });
    assertToldApart(ledger, first, span);
    isHidden = false;
    const second = await read(emulator, ledger, { window: span });
    assert.deepEqual(gotten(second).toSorted(), hidden);
  });
});

describe("files that cannot be read are named, and the rest is read all the same", () => {
  const victim = keys.findLast((key) => key.includes("/eu-west-1/2026/11/19/")) ?? "";
  const bytes = trail.get(victim) as Uint8Array;
  const CASES: readonly (readonly [string, Uint8Array | BucketObject, RegExp])[] = [
    [
      "an archived one",
      { bytes, storageClass: "DEEP_ARCHIVE" },
      /archived in DEEP_ARCHIVE: restore/,
    ],
    ["one under a key of others", { bytes, isKeyDenied: true }, /allow kms:Decrypt/],
    ["a damaged one", bytes.slice(0, bytes.length - 20), /not read/],
    ["an empty one", new Uint8Array(), /not read/],
  ];
  for (const [what, held, says] of CASES) {
    test(what, async (t) => {
      const ledger = newLedger(t);
      const objects = new Map<string, Uint8Array | BucketObject>([...trail, [victim, held]]);
      const emulator = await emulate(t, objects);
      const told = await read(emulator, ledger);
      assert.deepEqual(statesOf(told).toSorted(), ["partial", "seen"]);
      const partial = told.coverage.filter(({ state }) => state === "partial");
      assert.equal(partial.length, 1);
      assert.match(partial[0]?.note ?? "", says);
      assert.ok(partial[0]?.note?.includes(victim));
      assertToldApart(ledger, told);

      objects.set(victim, bytes);
      assertComplete(ledger, await read(emulator, ledger));
    });
  }

  test("a restored one is read", async (t) => {
    const ledger = newLedger(t);
    const held = { bytes, storageClass: "GLACIER", isRestored: true } as const;
    assertComplete(
      ledger,
      await read(
        await emulate(t, new Map<string, Uint8Array | BucketObject>([...trail, [victim, held]])),
        ledger,
      ),
    );
  });

  test("all of one account under a key of others cost few requests", async (t) => {
    const ledger = newLedger(t);
    const denied = [...trail].map(([key, one]) => {
      const isTheirs = key.includes(staging.id);
      return [
        key,
        isTheirs ? { bytes: one as Uint8Array, isKeyDenied: true as const } : one,
      ] as const;
    });
    const told = await read(await emulate(t, new Map(denied)), ledger);
    assert.ok(assertToldApart(ledger, told) > 0);
    const theirs = told.coverage.filter(({ account }) => account === staging.id);
    assert.ok(theirs.every(({ state }) => state === "denied"));
    assert.ok(gotten(told).filter((key) => key.includes(staging.id)).length < 3 * 60);
    const ours = told.coverage.filter(({ account }) => account === prod.id);
    assert.deepEqual([...new Set(ours.map(({ state }) => state))], ["seen"]);
  });

  test("what is no log file is told and not got", async (t) => {
    const foreign = `${dirname(victim)}/readme.txt`;
    const ledger = newLedger(t);
    const told = await read(
      await emulate(t, new Map([...trail, [foreign, gzipSync("hello")]])),
      ledger,
    );
    assert.deepEqual(told.unreadable, [foreign]);
    assertComplete(ledger, told);
  });

  test("what lies beside log files in a plain folder is told in one line and not got", async (t) => {
    const beside = ["notes.txt", "photo.png", "x_CloudTrail-Digest_y.json.gz", "folder/"];
    const objects = new Map([
      ["plain/a.json.gz", bytes] as const,
      ...beside.map((name) => [`plain/${name}`, gzipSync("hello")] as const),
    ]);
    const told = await read(await emulate(t, objects), newLedger(t), { uri: "s3://logs/plain/" });
    assert.deepEqual(gotten(told), ["plain/a.json.gz"]);
    assert.deepEqual(
      told.steps.flatMap(({ unreadable }) => unreadable),
      [
        {
          position: "plain/notes.txt",
          reason: "not named as a CloudTrail log file is, nor is 1 other",
        },
      ],
    );
  });
});

test("more than a thousand files of one day are all read", async (t) => {
  const objects: Held = new Map();
  const [record] = truthOf(window);
  assert.ok(record);
  const account = textOf(record, "recipientAccountId");
  const region = textOf(record, "awsRegion");
  for (let index = 0; index < 1234; index++) {
    const clock =
      String(Math.floor(index / 60)).padStart(2, "0") + String(index % 60).padStart(2, "0");
    const name = `${account}_CloudTrail_${region}_20261119T${clock}Z_${String(index).padStart(16, "0")}`;
    const one = { ...record, eventID: `id-${String(index)}`, eventTime: "2026-11-19T00:00:00Z" };
    const text = JSON.stringify({ Records: [one] });
    objects.set(
      `AWSLogs/${account}/CloudTrail/${region}/2026/11/19/${name}.json.gz`,
      gzipSync(text),
    );
  }
  const ledger = newLedger(t);
  const day = { from: "2026-11-19T00:00:00Z", to: "2026-11-20T00:00:00Z" };
  const told = await read(await emulate(t, objects), ledger, { window: day });
  assert.equal(ledger.count({}), 1234);
  assert.deepEqual(statesOf(told), ["seen"]);
});

describe("a fault that passes is got over without loss", () => {
  const CASES: readonly (readonly [string, readonly Fault[]])[] = [
    ["SlowDown", [{ kind: "throttle", times: 11 }]],
    ["errors of S3's own", [{ kind: "server-error", times: 5 }]],
    ["cut bodies", [{ kind: "cut-body", times: 4 }]],
    ["silence", [{ kind: "hang", times: 2 }]],
    ["a session that has expired", [{ kind: "expired-token" }]],
  ];
  for (const [says, faults] of CASES) {
    for (const operation of ["GetObject", "ListObjectsV2"]) {
      test(`${says} of ${operation}`, async (t) => {
        const ledger = newLedger(t);
        const emulator = await emulate(t, trail);
        emulator.inject(...faults.map((fault) => ({ ...fault, operation })));
        assertComplete(ledger, await read(emulator, ledger, { settings: { timeoutMs: 1000 } }));
      });
    }
  }
});

describe("a fault that stays is told, and mended by the next reading", () => {
  const KINDS: readonly Fault["kind"][] = [
    "throttle",
    "server-error",
    "cut-body",
    "expired-token",
    "access-denied",
  ];
  for (const kind of KINDS) {
    for (const operation of ["GetObject", "ListObjectsV2"]) {
      test(`${kind} of ${operation}`, async (t) => {
        const ledger = newLedger(t);
        const emulator = await emulate(t, trail);
        let pages = 0;
        const told = await read(emulator, ledger, {
          after: () => {
            if (pages++ === 0)
              emulator.inject({ kind, operation, times: Number.POSITIVE_INFINITY });
          },
        });

        assert.ok(assertToldApart(ledger, told) > 0, "something was kept from us");
        assert.ok(told.added > 0, "what was read before is kept");
        assertComplete(ledger, await read(await heal(t, emulator), ledger));
      });
    }
  }

  test("and where nothing was answered at all, the operator is told what to do", async (t) => {
    const CASES: readonly (readonly [Fault["kind"], string, RegExp])[] = [
      ["access-denied", "access-denied", /Allow s3:ListBucket/],
      ["expired-token", "expired-credentials", /aws sso login/],
      ["server-error", "unreachable", /--endpoint-url/],
    ];
    for (const [kind, code, hint] of CASES) {
      const emulator = await emulate(t, trail);
      emulator.inject({ kind, times: Number.POSITIVE_INFINITY });
      await assert.rejects(read(emulator, newLedger(t)), (error) => {
        assert.ok(error instanceof OperatorError);
        assert.equal(error.code, code);
        assert.match(error.hint ?? "", hint);
        return true;
      });
    }
  });

  test("as where there is no such bucket, or nothing in it", async (t) => {
    const emulator = await emulate(t, new Map());
    for (const uri of ["s3://nobody", "s3://logs", "s3://logs/nothing"]) {
      await assert.rejects(read(emulator, newLedger(t), { uri }), { code: "not-found" }, uri);
    }
  });
});

test("read after read through faults at random, nothing is lost and nothing is claimed", async (t) => {
  const kinds: readonly Fault["kind"][] = [
    "throttle",
    "server-error",
    "cut-body",
    "access-denied",
    "expired-token",
  ];
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(Math.random() * items.length)] as Item;
  for (let round = 0; round < 5; round++) {
    const ledger = newLedger(t);
    const emulator = await emulate(t, trail);
    for (let life = 0; life < 3; life++) {
      const said: string[] = [];
      const faults = Array.from({ length: 3 }, (): Fault => {
        const fault = {
          kind: pick(kinds),
          operation: pick(["GetObject", "ListObjectsV2"]),
          times: pick([1, 5, 15, 40]),
        };
        said.push(JSON.stringify(fault));
        return fault;
      });
      let pages = 0;
      const at = Math.floor(Math.random() * 4);
      const told = await read(emulator, ledger, {
        after: () => {
          if (pages++ === at) emulator.inject(...faults);
        },
      }).catch((error: unknown) => {
        assert.ok(error instanceof OperatorError, String(error));
        return undefined;
      });
      if (told) assertToldApart(ledger, told);
    }
    assertComplete(ledger, await read(await heal(t, emulator), ledger));
  }
});

test("interrupted, it ends quietly, keeps what it has, and says what is missing", async (t) => {
  const ledger = newLedger(t);
  const stop = new AbortController();
  const emulator = await emulate(t, trail);
  const told = await read(emulator, ledger, {
    signal: stop.signal,
    after: () => {
      stop.abort();
    },
  });
  assert.ok(assertToldApart(ledger, told) > 0);
  assertComplete(ledger, await read(emulator, ledger));
});

test("how late files may be is told in the source's address, and refused where it says nothing", () => {
  assert.equal(openTrail("s3://logs?lag=90m", {}).uri, "s3://logs/");
  for (const lag of ["", "soon", "0h", "-1h"]) {
    assert.throws(() => openTrail(`s3://logs?lag=${lag}`, {}), OperatorError, lag);
  }
});
