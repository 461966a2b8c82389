import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test, type TestContext } from "node:test";
import { manyAccounts, placesOf, type AccountRegion } from "../bench/many-accounts.ts";
import { readPlaces, type ReadPlace } from "../bench/read-places.ts";
import { OperatorError } from "../src/core/errors.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Fault } from "../src/emulator/fault.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { readEventHistory } from "../src/ingest/event-history/read-event-history.ts";
import { ingest, type IngestRequest, type IngestStep } from "../src/ingest/ingest.ts";
import type { CredentialProvider, SourceSettings } from "../src/ingest/source.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import type { ReadingOrder } from "./read-place.ts";
import { standBetween, type OwnAnswer, type Passing } from "./stand-between.ts";

// Whatever goes wrong: what is answered, and what coverage says was not seen, make the truth together.

const scenario = manyAccounts(2);
const NOW = new Date(scenario.now);
const places = placesOf(scenario);
const [place] = places;
assert.ok(place);

const folder = mkdtempSync(join(tmpdir(), "tasktrail-faults-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const HOUR = 3_600_000;
/** Settled to its end: nothing in it is still on its way. */
const window = {
  from: new Date(NOW.getTime() - 120 * HOUR).toISOString(),
  to: new Date(NOW.getTime() - HOUR).toISOString(),
};

const textOf = (record: JsonObject, field: string): string => record[field] as string;

/** What happened to ECS, read by a reader with all the time in the world. */
function truthOf(
  { account, region }: AccountRegion,
  { everything = false }: Pick<IngestRequest, "everything">,
): readonly JsonObject[] {
  return scenario.records.filter(
    (record) =>
      record["recipientAccountId"] === account &&
      record["awsRegion"] === region &&
      record["eventSource"] === "ecs.amazonaws.com" &&
      record["eventCategory"] === "Management" &&
      (everything || record["readOnly"] === false) &&
      textOf(record, "eventTime") >= window.from &&
      textOf(record, "eventTime") < window.to,
  );
}

/** The two ways to read: one chain through everything, or the operations that change something, by whatever plan. */
const WAYS: readonly Pick<IngestRequest, "everything">[] = [{ everything: true }, {}];

async function emulate(t: TestContext): Promise<Emulator> {
  const rate = Number.POSITIVE_INFINITY;
  const emulator = await startEmulator({ scenario, rate, now: () => NOW });
  t.after(() => emulator.close());
  return emulator;
}

function newLedger(t: TestContext): Ledger {
  const ledger = openLedger(":memory:");
  t.after(() => {
    ledger.close();
  });
  return ledger;
}

interface Reading {
  readonly url: string;
  readonly ledger: Ledger;
  readonly way: Pick<IngestRequest, "everything">;
  readonly settings?: SourceSettings & { readonly timeoutMs?: number };
  readonly credentials?: CredentialProvider;
  readonly after?: (pages: number) => void;
}

/** Reads the one place without waiting for turns. */
async function read({
  url,
  ledger,
  way,
  settings,
  credentials,
  after: then,
}: Reading): Promise<ReadPlace> {
  assert.ok(place);
  const uri = `event-history://?endpoint=${url}`;
  const { account, region, accessKeyId } = place;
  const own = {
    account,
    region,
    endpointUrl: url,
    credentials: credentials ?? (async () => ({ accessKeyId, secretAccessKey: "x" })),
    sleep: async () => {},
    ...settings,
  };
  const source = {
    uri,
    read: (request: Parameters<typeof readEventHistory>[2]) => readEventHistory(uri, own, request),
  };
  const steps: IngestStep[] = [];
  const told = (error?: Error): ReadPlace => ({
    ...place,
    requests: steps.reduce((sum, { requests }) => sum + requests, 0),
    added: steps.reduce((sum, { added }) => sum + added, 0),
    coverage: steps.flatMap(({ coverage }) => coverage),
    ...(error && { error }),
  });
  try {
    for await (const step of ingest(source, ledger, { window, now: NOW, ...way })) {
      steps.push(step);
      then?.(steps.length);
    }
    return told();
  } catch (error) {
    assert.ok(error instanceof OperatorError, String(error));
    return told(error);
  }
}

/**
 * Each true record is in the ledger, or in a stretch that coverage calls unseen, or the reading was refused as a whole;
 * and coverage tells of the whole window.
 *
 * @returns how many are missing.
 */
function assertToldApart(ledger: Ledger, told: ReadPlace, way: Reading["way"]): number {
  const unseen = told.coverage.filter(({ state }) => state !== "seen");
  const truth = truthOf(told, way);
  const missing = truth.filter((record) => ledger.raw(textOf(record, "eventID")) === undefined);
  assert.ok(truth.length > 100, `${truth.length} records make a test`);
  if (told.error) return missing.length;
  for (const record of missing) {
    const at = textOf(record, "eventTime");
    assert.ok(
      unseen.some(({ from, to }) => from <= at && at < to),
      `${textOf(record, "eventName")} at ${at} is neither in the ledger nor told as unseen`,
    );
  }
  const parts = told.coverage.toSorted((one, other) => one.from.localeCompare(other.from));
  assert.equal(Date.parse(parts[0]?.from ?? ""), Date.parse(window.from));
  assert.equal(Date.parse(parts.at(-1)?.to ?? ""), Date.parse(window.to));
  for (const [index, { to }] of parts.slice(0, -1).entries())
    assert.equal(parts[index + 1]?.from, to);
  return missing.length;
}

/** Whatever was missing is read the next time, and only that. */
async function assertMended(url: string, ledger: Ledger, way: Reading["way"]): Promise<void> {
  const again = await read({ url, ledger, way });
  assert.equal(assertToldApart(ledger, again, way), 0);
  assert.deepEqual([...new Set(again.coverage.map(({ state }) => state))], ["seen"]);
}

for (const way of WAYS) {
  const how = way.everything === true ? "in one chain" : "by plan";

  describe(`reading ${how}, a fault that passes is got over without loss`, () => {
    const CASES: readonly (readonly [string, readonly Fault[]])[] = [
      ["a throttling storm", [{ kind: "throttle", times: 11 }]],
      ["errors of AWS's own", [{ kind: "server-error", times: 4 }]],
      ["a socket that hangs", [{ kind: "hang", times: 2 }]],
      ["answers cut short", [{ kind: "cut-body", times: 2 }]],
      ["a session that has expired", [{ kind: "expired-token" }]],
      [
        "all of it at once",
        [{ kind: "throttle", times: 3 }, { kind: "cut-body" }, { kind: "server-error" }],
      ],
    ];
    for (const [says, faults] of CASES) {
      test(says, async (t) => {
        const emulator = await emulate(t);
        const ledger = newLedger(t);
        const inject = (pages: number): void => {
          if (pages === 2) emulator.inject(...faults);
        };

        const settings = { timeoutMs: 150 };
        const told = await read({ url: emulator.url, ledger, way, settings, after: inject });

        assert.equal(assertToldApart(ledger, told, way), 0);
        assert.deepEqual([...new Set(told.coverage.map(({ state }) => state))], ["seen"]);
        assert.equal(told.requests, emulator.requests.length);
      });
    }
  });

  describe(`reading ${how}, a fault that stays is told, and mended by the next reading`, () => {
    const KINDS: readonly Fault["kind"][] = [
      "throttle",
      "server-error",
      "hang",
      "cut-body",
      "expired-token",
      "access-denied",
    ];
    for (const kind of KINDS) {
      for (const pages of [0, 1, 3]) {
        test(`${kind} from page ${pages + 1} on`, async (t) => {
          const emulator = await emulate(t);
          const ledger = newLedger(t);
          const stay = (seen: number): void => {
            if (seen === pages) emulator.inject({ kind, times: Number.POSITIVE_INFINITY });
          };
          stay(0);

          const settings = { timeoutMs: 100 };
          const told = await read({ url: emulator.url, ledger, way, settings, after: stay });

          assert.ok(assertToldApart(ledger, told, way) > 0, "something was kept from us");
          assert.equal(told.error !== undefined, pages === 0);
          const healthy = await startEmulator({
            scenario,
            rate: Number.POSITIVE_INFINITY,
            now: () => NOW,
            port: await portAfterClosing(emulator),
          });
          t.after(() => healthy.close());
          await assertMended(healthy.url, ledger, way);
        });
      }
    }
  });

  describe(`reading ${how}, through what AWS says by itself`, () => {
    /** Reads through a server that answers some requests itself. */
    async function readThrough(
      t: TestContext,
      decide: (passing: Passing) => OwnAnswer | undefined,
      credentials?: CredentialProvider,
    ): Promise<{ readonly told: ReadPlace; readonly ledger: Ledger }> {
      const emulator = await emulate(t);
      const between = await standBetween(emulator.url, decide);
      t.after(() => between.close());
      const ledger = newLedger(t);
      const more = credentials && { credentials };
      return { told: await read({ url: between.url, ledger, way, ...more }), ledger };
    }

    test("a token that is rejected mid-way costs a page, not an event", async (t) => {
      const tokens: string[] = [];
      const { told, ledger } = await readThrough(t, ({ body }) => {
        const { NextToken: token } = JSON.parse(body) as { readonly NextToken?: string };
        if (token === undefined) return undefined;
        tokens.push(token);
        if (tokens.length % 3 !== 0) return undefined;
        return { error: "InvalidNextTokenException", message: "Invalid next token." };
      });

      assert.ok(tokens.length >= 3, "a token was rejected");
      assert.equal(assertToldApart(ledger, told, way), 0);
    });

    test("credentials that expire mid-way are asked for again", async (t) => {
      const asked: string[] = [];
      let session = 0;
      const credentials: CredentialProvider = async () => ({
        accessKeyId: place.accessKeyId,
        secretAccessKey: "x",
        sessionToken: `session ${++session}`,
      });
      const { told, ledger } = await readThrough(
        t,
        ({ headers }) => {
          const token = String(headers["x-amz-security-token"]);
          asked.push(token);
          const isWornOut = asked.filter((one) => one === token).length > 3;
          if (!isWornOut) return undefined;
          return { error: "ExpiredTokenException", message: "The security token has expired" };
        },
        credentials,
      );

      assert.equal(assertToldApart(ledger, told, way), 0);
      assert.ok(new Set(asked).size >= 2, "with another session");
    });

    test("credentials that expire mid-way for good leave what was read standing", async (t) => {
      let asked = 0;
      const credentials: CredentialProvider = async () => {
        if (asked === 0) return { accessKeyId: place.accessKeyId, secretAccessKey: "x" };
        const said = "The SSO session has expired. Refresh it with aws sso login.";
        throw Object.assign(new Error(said), { name: "CredentialsProviderError" });
      };
      const { told, ledger } = await readThrough(
        t,
        () => {
          if (asked++ < 2) return undefined;
          return { error: "ExpiredTokenException", message: "The security token has expired" };
        },
        credentials,
      );

      assert.equal(told.error, undefined);
      assert.ok(ledger.count({}) > 0, "what was read is kept");
      assert.ok(assertToldApart(ledger, told, way) > 0);
      const refused = told.coverage.find(({ state }) => state !== "seen");
      assert.match(refused?.note ?? "", /SSO session has expired/);
    });

    test("a clock that is an hour off is set right by AWS's answer", async (t) => {
      let refused = 0;
      const { told, ledger } = await readThrough(t, ({ headers }) => {
        const theirs = Date.now() + HOUR;
        const signed = String(headers["x-amz-date"]).replace(
          /^(....)(..)(..T..)(..)(..Z)$/,
          "$1-$2-$3:$4:$5",
        );
        if (Math.abs(Date.parse(signed) - theirs) < 5 * 60_000) return undefined;
        refused++;
        return {
          error: "InvalidSignatureException",
          message: "Signature not yet current",
          headers: { date: new Date(theirs).toUTCString() },
        };
      });

      assert.ok(refused > 0);
      assert.equal(assertToldApart(ledger, told, way), 0);
    });
  });

  test(`reading ${how}, one account that is denied and one region that is down keep nothing from the rest`, async (t) => {
    const emulator = await emulate(t);
    const ledger = newLedger(t);
    const [deniedAccount] = scenario.accounts.toReversed();
    const denied = { account: deniedAccount?.id ?? "", times: Number.POSITIVE_INFINITY };
    emulator.inject({ kind: "access-denied", ...denied });
    const down = places.slice(1, 2);
    const up = places.filter((one) => !down.includes(one));
    const request = { window, now: NOW, ...way };
    const settings = { sleep: async () => {} };

    const [reached, unreached] = await Promise.all([
      readPlaces(up, ledger, request, { ...settings, endpointUrl: emulator.url }),
      // Nothing listens at the port for "discard".
      readPlaces(down, ledger, request, { ...settings, endpointUrl: "http://127.0.0.1:9" }),
    ]);

    for (const told of reached) {
      const isDenied = told.account === denied.account;
      assert.equal(
        told.error instanceof OperatorError && told.error.code,
        isDenied && "access-denied",
      );
      const missing = assertToldApart(ledger, told, way);
      assert.equal(missing === 0, !isDenied);
    }
    assert.match(unreached[0]?.error?.message ?? "", /did not answer/);
  });

  test(`reading ${how}, killed and begun again, loses nothing and asks for nothing twice`, async (t) => {
    const emulator = await emulate(t);
    const location = join(folder, `killed ${how}.db`);
    const order: ReadingOrder = {
      place,
      endpointUrl: emulator.url,
      ledger: location,
      ...window,
      now: scenario.now,
      ...way,
      isHasty: true,
    };
    for (const pages of [1, 2, 3]) await readUntilKilled(order, pages);
    const killedAfter = emulator.requests.length;
    const ledger = openLedger(location);
    t.after(() => {
      ledger.close();
    });

    const told = await read({ url: emulator.url, ledger, way });

    assert.equal(assertToldApart(ledger, told, way), 0);
    const fresh = await read({ url: emulator.url, ledger: newLedger(t), way });
    t.diagnostic(
      `${killedAfter} requests before, ${told.requests} after; at once ${fresh.requests}`,
    );
    assert.ok(told.requests < fresh.requests, "what was read before was not read again");
  });
}

async function portAfterClosing(emulator: Emulator): Promise<number> {
  await emulator.close();
  return Number(new URL(emulator.url).port);
}

/** Ends a process the hard way once it has told so many pages. */
async function readUntilKilled(order: ReadingOrder, pages: number): Promise<void> {
  const child = spawn(process.execPath, ["test/read-place.ts", JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    assert.ok(Number(line) >= 0);
    told++;
    if (told === pages) child.kill("SIGKILL");
  }
  assert.ok(told >= pages, `it told ${told} pages`);
}
