import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, describe, test } from "node:test";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError, type ErrorCode } from "../src/core/errors.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Fault } from "../src/emulator/fault.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { readEventHistory } from "../src/ingest/event-history/read-event-history.ts";
import { ingest, type IngestStep } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { Source, SourceSettings } from "../src/ingest/source.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

const scenario = demoFleet();
const NOW = new Date(scenario.now);
const hoursAgo = (hours: number, now = NOW): string =>
  new Date(now.getTime() - hours * 3_600_000).toISOString();

const folder = mkdtempSync(join(tmpdir(), "tasktrail-event-history-"));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Nothing of the machine's own AWS settings is to be read. */
const NOBODY = {
  AWS_CONFIG_FILE: join(folder, "config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  AWS_EC2_METADATA_DISABLED: "true",
};

let emulator: Emulator;
let ledger: Ledger;
beforeEach(async () => {
  emulator = await startEmulator({ scenario, rate: Number.POSITIVE_INFINITY });
  ledger = openLedger(":memory:");
  useEnvironment(emulator.env);
});
afterEach(async () => {
  ledger.close();
  await emulator.close();
  useEnvironment({});
});

function useEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_") && name !== "AWS_CA_BUNDLE") delete process.env[name];
  }
  Object.assign(process.env, NOBODY, env);
}

interface Asking {
  readonly from?: string;
  readonly to?: string;
  readonly now?: Date;
  readonly settings?: SourceSettings;
  readonly uri?: string;
  readonly source?: Source;
}

async function read(asking: Asking = {}): Promise<readonly IngestStep[]> {
  const { from = hoursAgo(24), now = NOW, to = now.toISOString() } = asking;
  const settings = { sleep: async () => {}, ...asking.settings };
  const source = asking.source ?? (await openSource(asking.uri ?? "event-history://", settings));
  const steps: IngestStep[] = [];
  for await (const step of ingest(source, ledger, { window: { from, to }, now })) steps.push(step);
  return steps;
}

const coverageOf = (steps: readonly IngestStep[]): readonly Coverage[] =>
  steps.flatMap(({ coverage }) => coverage);
const statesOf = (steps: readonly IngestStep[]): readonly string[] =>
  coverageOf(steps).map(({ state }) => state);
const asked = (): readonly string[] => emulator.requests.map(({ operation }) => operation);

function textIn(record: JsonObject | undefined, field: string): string {
  const value = record?.[field];
  return typeof value === "string" ? value : "";
}

async function assertTold(work: Promise<unknown>, code: ErrorCode, message: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof OperatorError, String(error));
    assert.equal(error.code, code);
    assert.match(`${error.message} ${error.hint ?? ""}`, message);
    return true;
  });
}

describe("what is asked of AWS", () => {
  test("nothing at all for hours that are covered", async () => {
    const settled = { from: hoursAgo(24), to: hoursAgo(1) };
    await read(settled);
    const before = asked().length;

    const again = await read(settled);

    assert.ok(before > 2);
    assert.equal(asked().length, before);
    assert.deepEqual(statesOf(again), ["seen"]);
  });

  test("only the hours that are not covered, and the last 15 minutes again", async () => {
    await read({ from: hoursAgo(10), to: hoursAgo(4) });
    await read({ from: hoursAgo(12), to: hoursAgo(8) });
    const before = emulator.requests.length;

    await read({ from: hoursAgo(12) });

    const stretches = emulator.requests
      .slice(before)
      .map(({ input }) => [Number(input["StartTime"]) * 1000, Number(input["EndTime"]) * 1000]);
    assert.ok(stretches.length > 0);
    for (const [start, end] of stretches) {
      assert.equal(start, Date.parse(hoursAgo(4)));
      assert.equal(end, NOW.getTime() - 1000);
    }
    const later = emulator.requests.length;
    await read({ from: hoursAgo(12) });
    const tail = emulator.requests
      .slice(later)
      .map(({ input }) => Number(input["StartTime"]) * 1000);
    assert.deepEqual(new Set(tail), new Set([NOW.getTime() - 900_000]));
  });

  test("whose account it is once for each key, and not where the credentials tell", async () => {
    await read();
    await read();
    assert.equal(asked().filter((operation) => operation === "GetCallerIdentity").length, 1);

    ledger.close();
    ledger = openLedger(":memory:");
    process.env["AWS_ACCOUNT_ID"] = scenario.accounts[0]?.id;
    await read();
    assert.equal(asked().filter((operation) => operation === "GetCallerIdentity").length, 1);
  });

  test(
    "never faster than AWS allows: a real emulator's quota is never met",
    { timeout: 60_000 },
    async () => {
      const strict = await startEmulator({ scenario, rate: 2 });
      useEnvironment(strict.env);

      const source = await openSource("event-history://", {});
      await read({ source, from: hoursAgo(24 * 7) });

      const errors = strict.requests.filter(({ error }) => error !== undefined);
      assert.ok(strict.requests.length > 3);
      assert.deepEqual(errors, []);
      await strict.close();
    },
  );

  test("nothing that could change anything", async () => {
    await read();

    assert.deepEqual(emulator.refusals, []);
    assert.deepEqual(new Set(asked()), new Set(["GetCallerIdentity", "LookupEvents"]));
    assert.ok(emulator.requests.every(({ userAgent }) => userAgent.includes("tasktrail")));
  });
});

describe("what is seen", () => {
  test("the last 15 minutes are told as fresh and never kept as covered", async () => {
    const steps = await read();

    assert.deepEqual(statesOf(steps), ["seen", "fresh"]);
    const settled = new Date(NOW.getTime() - 900_000).toISOString().replace(".000Z", "Z");
    const ends = ledger.coverage({}).map(({ to }) => to);
    assert.deepEqual(ends.toSorted().at(-1), settled);
  });

  test("what was still on its way is found when the tail is read again", async () => {
    const [newest] = scenario.records
      .filter(
        (record) =>
          record["awsRegion"] === scenario.regions[0] &&
          record["recipientAccountId"] === scenario.accounts[0]?.id &&
          record["eventSource"] === "ecs.amazonaws.com",
      )
      .slice(-1);
    const at = new Date(textIn(newest, "eventTime"));
    await emulator.close();
    emulator = await startEmulator({ scenario, rate: Number.POSITIVE_INFINITY, now: () => at });
    useEnvironment(emulator.env);
    // The emulator has another port now, which is another source: the same one is kept for both readings.
    const source = await openSource("event-history://", { sleep: async () => {} });
    await read({ source, now: at, from: hoursAgo(6, at) });
    const early = ledger.raw(textIn(newest, "eventID"));

    const { port } = new URL(emulator.url);
    await emulator.close();
    const later = new Date(at.getTime() + 1_800_000);
    emulator = await startEmulator({
      scenario,
      rate: Number.POSITIVE_INFINITY,
      now: () => later,
      port: Number(port),
    });
    await read({ source, now: later, from: hoursAgo(6, at) });

    assert.equal(early, undefined);
    assert.ok(ledger.raw(textIn(newest, "eventID")));
  });

  test("a window from before 90 days ago is cut, and that is said", async () => {
    const steps = await read({ from: hoursAgo(24 * 120) });

    const [cut] = coverageOf(steps);
    assert.equal(cut?.state, "not-asked");
    assert.match(cut?.note ?? "", /90 days/);
    assert.deepEqual(statesOf(steps), ["not-asked", "seen", "fresh"]);
  });

  test("a region named in the address goes before that of the surroundings", async () => {
    const steps = await read({ uri: "event-history://us-east-1" });

    assert.ok(coverageOf(steps).every(({ region }) => region === "us-east-1"));
    assert.ok(emulator.requests.every(({ region }) => region === "us-east-1"));
  });

  test("what another endpoint tells never counts as seen in AWS", async () => {
    await read();
    const [{ source } = { source: "" }] = ledger.coverage({});

    assert.equal(source, `event-history://?endpoint=${emulator.url}`);
    const same = await openSource(source, {});
    assert.equal(same.uri, source);
    delete process.env["AWS_ENDPOINT_URL"];
    assert.equal((await openSource("event-history://", {})).uri, "event-history://");
  });
});

describe("what goes wrong at once is the operator's to put right", () => {
  const always = (kind: Fault["kind"], operation = "LookupEvents"): Fault => ({
    kind,
    operation,
    times: Number.POSITIVE_INFINITY,
  });
  const CASES: readonly (readonly [string, Fault, ErrorCode, RegExp])[] = [
    ["a denied call", always("access-denied"), "access-denied", /cloudtrail:LookupEvents/],
    ["expired credentials", always("expired-token"), "expired-credentials", /aws sso login/],
    ["credentials that AWS does not know", always("rejected-token"), "access-denied", /key/],
    ["endless throttling", always("throttle"), "unreachable", /throttling/],
    ["AWS being down", always("server-error"), "unreachable", /did not answer/],
    ["answers that are cut", always("cut-body"), "unreachable", /did not answer/],
    [
      "expired credentials at the first call",
      always("expired-token", "GetCallerIdentity"),
      "expired-credentials",
      /expired/,
    ],
  ];

  for (const [says, fault, code, message] of CASES) {
    test(says, async () => {
      emulator.inject(fault);

      await assertTold(read(), code, message);
    });
  }

  test("no credentials", async () => {
    useEnvironment({ AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: emulator.url });

    await assertTold(read(), "no-credentials", /--profile/);
    await assertTold(read({ settings: { profile: "nope" } }), "no-credentials", /nope/);
  });

  test("no region, unless the aws-cli's own variable names one", async () => {
    delete process.env["AWS_REGION"];
    delete process.env["AWS_DEFAULT_REGION"];
    await assertTold(read(), "no-region", /--region/);

    process.env["AWS_DEFAULT_REGION"] = "us-east-1";
    const steps = await read();
    assert.ok(coverageOf(steps).every(({ region }) => region === "us-east-1"));
  });

  test("an endpoint that nobody listens at", async () => {
    await assertTold(
      read({ settings: { endpointUrl: "http://127.0.0.1:9" } }),
      "unreachable",
      /127\.0\.0\.1:9/,
    );
  });

  test("an address that names no region", async () => {
    await assertTold(read({ uri: "event-history://prod" }), "bad-argument", /no AWS region/);
  });

  test("a socket that hangs", async () => {
    emulator.inject({ kind: "hang", times: Number.POSITIVE_INFINITY });
    const settings = { sleep: async () => {}, timeoutMs: 200 };
    const source: Source = {
      uri: "event-history://",
      read: (request) => readEventHistory("event-history://", settings, request),
    };

    await assertTold(read({ source }), "unreachable", /no answer within 0.2 s/);
  });
});

describe("what goes wrong later leaves the rest standing", () => {
  const CASES: readonly (readonly [Fault["kind"], Coverage["state"]])[] = [
    ["access-denied", "denied"],
    ["expired-token", "denied"],
    ["server-error", "unreachable"],
    ["throttle", "unreachable"],
  ];

  for (const [kind, state] of CASES) {
    test(`${kind}: what was read is kept, the rest is told as ${state}, and read the next time`, async () => {
      const source = await openSource("event-history://", { sleep: async () => {} });
      const steps: IngestStep[] = [];
      const request = { window: { from: hoursAgo(24), to: hoursAgo(0) }, now: NOW };
      for await (const step of ingest(source, ledger, request)) {
        if (steps.length === 1) emulator.inject({ kind, times: Number.POSITIVE_INFINITY });
        steps.push(step);
      }

      const part = coverageOf(steps).find((one) => one.state === state);
      assert.deepEqual(statesOf(steps), [state, "seen", "fresh"]);
      assert.ok((part?.note ?? "").length > 5);
      assert.equal(part?.from, hoursAgo(24).replace(".000Z", "Z"));
      const kept = ledger.count({});
      assert.ok(kept >= 50);
      assert.equal(ledger.coverage({})[0]?.from, part?.to);

      await emulator.close();
      emulator = await startEmulator({
        scenario,
        rate: Number.POSITIVE_INFINITY,
        port: Number(new URL(emulator.url).port),
      });
      const next = await read({ source });
      assert.deepEqual(statesOf(next), ["seen", "fresh"]);
      assert.ok(ledger.count({}) > kept);
    });
  }

  for (const kind of ["throttle", "server-error", "cut-body", "expired-token"] as const) {
    test(`one ${kind} is got over without a word`, async () => {
      emulator.inject({ kind, operation: "LookupEvents" });

      const steps = await read();

      assert.deepEqual(statesOf(steps), ["seen", "fresh"]);
      const answered = asked().filter((operation) => operation === "LookupEvents").length;
      assert.equal(
        steps.reduce((sum, { requests }) => sum + requests, 0),
        answered,
      );
    });
  }

  test("whoever interrupts keeps what was read, and is told so", async () => {
    const source = await openSource("event-history://", { sleep: async () => {} });
    const stop = new AbortController();
    const steps: IngestStep[] = [];
    const request = { window: { from: hoursAgo(24), to: hoursAgo(0) }, now: NOW };
    for await (const step of ingest(source, ledger, { ...request, signal: stop.signal })) {
      steps.push(step);
      stop.abort();
    }

    assert.equal(steps.length, 2);
    assert.deepEqual(statesOf(steps), ["not-asked", "seen", "fresh"]);
    assert.equal(coverageOf(steps)[0]?.note, "interrupted");
    assert.ok(ledger.count({}) > 0);
  });
});

test("a profile is read from the user's files", async () => {
  const { AWS_ACCESS_KEY_ID: key = "" } = emulator.env;
  // The SDK remembers the files that it has read, also that they were not there.
  const own = {
    AWS_CONFIG_FILE: join(folder, "own-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "own-credentials"),
  };
  writeFileSync(
    own.AWS_SHARED_CREDENTIALS_FILE,
    `[prod]\naws_access_key_id = ${key}\naws_secret_access_key = x\n`,
  );
  writeFileSync(own.AWS_CONFIG_FILE, "[profile prod]\nregion = us-east-1\n");
  useEnvironment({ ...own, AWS_ENDPOINT_URL: emulator.url });

  const steps = await read({ settings: { profile: "prod" } });

  assert.ok(coverageOf(steps).every(({ region }) => region === "us-east-1"));
});
