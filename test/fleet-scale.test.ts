import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test, type TestContext } from "node:test";
import { startCompetitor } from "../bench/competitor.ts";
import { manyAccounts, placesOf, type AccountRegion } from "../bench/many-accounts.ts";
import { readPlaces } from "../bench/read-places.ts";
import type { JsonObject } from "../src/core/record.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import type { ReadingOrder } from "./read-place.ts";

// Everything here runs against the emulator's real quota, in real time. bench/fleet.ts is the long version.

const scenario = manyAccounts(1);
const NOW = new Date(scenario.now);
const places = placesOf(scenario);
const [first] = places;
assert.ok(first);

const folder = mkdtempSync(join(tmpdir(), "tasktrail-fleet-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const hoursAgo = (hours: number): string =>
  new Date(NOW.getTime() - hours * 3_600_000).toISOString();

/** Settled to its end: nothing in it is still on its way. */
const windowOf = (hours: number): { readonly from: string; readonly to: string } => ({
  from: hoursAgo(hours),
  to: hoursAgo(1),
});

function truthOf({ account, region }: AccountRegion, hours: number): readonly string[] {
  const { from, to } = windowOf(hours);
  const text = (record: JsonObject, field: string): string => record[field] as string;
  return scenario.records
    .filter(
      (record) =>
        record["recipientAccountId"] === account &&
        record["awsRegion"] === region &&
        record["eventSource"] === "ecs.amazonaws.com" &&
        record["eventCategory"] === "Management" &&
        text(record, "eventTime") >= from &&
        text(record, "eventTime") < to,
    )
    .map((record) => text(record, "eventID"));
}

function assertComplete(ledger: Ledger, place: AccountRegion, hours: number): void {
  const truth = truthOf(place, hours);
  assert.ok(truth.length > 100, `${truth.length} records make a test`);
  for (const eventID of truth) assert.ok(ledger.raw(eventID), eventID);
}

async function emulate(t: TestContext): Promise<Emulator> {
  const emulator = await startEmulator({ scenario, now: () => NOW });
  t.after(() => emulator.close());
  return emulator;
}

interface Count {
  readonly asked: number;
  readonly throttled: number;
}

function oursIn({ requests }: Emulator): Emulator["requests"] {
  return requests.filter(
    ({ operation, userAgent }) => operation === "LookupEvents" && userAgent.includes("tasktrail"),
  );
}

function countOurs(emulator: Emulator): Count {
  const ours = oursIn(emulator);
  return { asked: ours.length, throttled: ours.filter(({ error }) => error !== undefined).length };
}

function startReading(order: ReadingOrder): Promise<readonly unknown[]> {
  const args = ["test/read-place.ts", JSON.stringify(order)];
  return once(spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] }), "exit");
}

// One after the other: what else reads in this process keeps its emulator from counting requests when they come.
describe("the quota that AWS gives", () => {
  test("is kept by five regions side by side, and a second run asks for nothing", async (t) => {
    const emulator = await emulate(t);
    const ledger = openLedger(join(folder, "regions.db"));
    const request = { window: windowOf(72), now: NOW, everything: true };
    const settings = { endpointUrl: emulator.url };
    const start = performance.now();

    const read = await readPlaces(places, ledger, request, settings);

    const seconds = (performance.now() - start) / 1000;
    const most = Math.max(...read.map(({ requests }) => requests));
    t.diagnostic(`${seconds.toFixed(1)} s for ${most} requests a region`);
    assert.ok(most >= 8, `${most} requests make a test`);
    assert.equal(countOurs(emulator).throttled, 0);
    assert.ok(seconds < (most / 1.9) * 1.5, "side by side, not one after the other");
    for (const place of places) assertComplete(ledger, place, 72);
    const before = emulator.requests.length;
    await readPlaces(places, ledger, request, settings);
    assert.equal(emulator.requests.length, before);
    ledger.close();
  });

  test("is kept by two processes that ask for the same at once", async (t) => {
    const emulator = await emulate(t);
    const ledger = join(folder, "processes.db");
    const order = { place: first, endpointUrl: emulator.url, ledger, now: scenario.now };
    const orders: readonly ReadingOrder[] = [
      { ...order, ...windowOf(60), everything: true },
      { ...order, ...windowOf(62), everything: true },
    ];

    const exits = await Promise.all(orders.map(startReading));

    assert.deepEqual(exits, [
      [0, null],
      [0, null],
    ]);
    const { asked, throttled } = countOurs(emulator);
    assert.ok(asked >= 12, `${asked} requests make a test`);
    assert.equal(throttled, 0);
    const filled = openLedger(ledger);
    assertComplete(filled, first, 60);
    filled.close();
  });

  test("is shared with a competitor that takes half of it, and nothing is lost", async (t) => {
    const emulator = await emulate(t);
    const ledger = openLedger(join(folder, "competitor.db"));
    const competitor = startCompetitor(emulator.url, [first], 1);
    t.after(() => competitor.stop());
    const request = { window: windowOf(140), now: NOW, everything: true };

    const [read] = await readPlaces([first], ledger, request, { endpointUrl: emulator.url });

    const theirs = competitor.stop();
    const ours = countOurs(emulator);
    t.diagnostic(`ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`);
    assert.ok(ours.throttled > 0, "it was noticed");
    const asked = oursIn(emulator);
    for (const { afterMs: at } of asked.filter(({ error }) => error !== undefined)) {
      const next = asked.filter(({ afterMs }) => afterMs > at && afterMs < at + 2500);
      // At full pace there would be five.
      assert.ok(next.length <= 3, `${next.length} requests right after a throttle`);
    }
    assert.ok(theirs.throttled / theirs.asked < 0.5, "and yielded to");
    assert.deepEqual(
      read?.coverage.map(({ state }) => state),
      ["seen"],
    );
    assertComplete(ledger, first, 140);
    ledger.close();
  });
});
