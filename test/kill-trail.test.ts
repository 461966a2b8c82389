import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { openDatabase } from "../src/ledger/database.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { syncTrail, type TrailOrder } from "./sync-trail.ts";

const KILLS = 50;
const HOUR = 3_600_000;

const scenario = demoFleet();
const now = new Date(scenario.now);
const folder = mkdtempSync(join(tmpdir(), "tasktrail-kill-trail-"));
after(() => {
  rmSync(folder, { recursive: true });
});

test("killed fifty times at random points of a sync and resumed, the ledger is that of an undisturbed one", async (t) => {
  const emulator = await startEmulator({ scenario, now: () => now });
  t.after(() => emulator.close());
  const orderFor = (ledger: string): TrailOrder => ({
    uri: `s3://demo-fleet-trail?endpoint=${emulator.url}`,
    accessKeyId: scenario.accounts[0]?.accessKeyId ?? "",
    ledger: join(folder, ledger),
    from: new Date(now.getTime() - 100 * HOUR).toISOString(),
    to: now.toISOString(),
    now: now.toISOString(),
  });
  const calm = orderFor("calm.db");
  await syncTrail(calm);
  const whole = emulator.requests.length;
  const expected = contentsOf(calm.ledger);
  assert.ok(expected.records.length > 300 && expected.covered.length >= 4);

  let kills = 0;
  let requests = 0;
  for (let round = 0; kills < KILLS; round++) {
    const order = orderFor(`killed-${String(round)}.db`);
    let isDone = false;
    while (!isDone && kills < KILLS) {
      isDone = !(await syncUntilKilled(order, emulator, Math.random() * whole * 0.6));
      if (!isDone) kills++;
      assertNothingClaimed(order.ledger, expected);
    }
    const begun = emulator.requests.length;
    await syncTrail(order);
    requests += emulator.requests.length - begun;
    assert.deepEqual(contentsOf(order.ledger), expected);
  }
  t.diagnostic(`${whole} requests undisturbed; ${requests} to finish what was killed`);
});

/** @returns whether it was killed before its end. */
async function syncUntilKilled(
  order: TrailOrder,
  { requests }: Emulator,
  more: number,
): Promise<boolean> {
  const end = requests.length + more;
  const child = spawn(process.execPath, ["test/sync-trail.ts", JSON.stringify(order)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = once(child, "exit");
  while (child.exitCode === null && requests.length < end) await setTimeout(1);
  await setTimeout(Math.random() * 30);
  child.kill("SIGKILL");
  const [code, signal] = (await gone) as [number | null, string | null];
  assert.ok(signal === "SIGKILL" || code === 0, `ended by itself with ${String(code)}`);
  return signal === "SIGKILL";
}

interface Contents {
  readonly records: readonly string[];
  readonly covered: readonly string[];
}

function contentsOf(location: string): Contents {
  const ledger = openLedger(location);
  const records = Array.from(ledger.records({}), ({ eventID }) => ledger.raw(eventID) ?? "");
  const covered = ledger
    .coverage({})
    .map(({ account, region, selector, from, to }) =>
      [account, region, selector, from, to].join(" "),
    );
  ledger.close();
  return { records: records.toSorted(), covered: covered.toSorted() };
}

/** Whatever is called covered is there, to the last record. */
function assertNothingClaimed(location: string, { records }: Contents): void {
  const ledger = openLedger(location);
  const covered = ledger.coverage({});
  for (const text of records) {
    const record = JSON.parse(text) as Record<string, string>;
    const at = record["eventTime"] ?? "";
    const isCovered = covered.some(
      ({ account, region, from, to }) =>
        account === record["recipientAccountId"] &&
        region === record["awsRegion"] &&
        from <= at &&
        at < to,
    );
    if (isCovered)
      assert.ok(ledger.raw(record["eventID"] ?? ""), `${text.slice(0, 200)} is covered`);
  }
  ledger.close();
  const database = openDatabase(location);
  assert.equal(database.prepare("PRAGMA integrity_check").get()?.["integrity_check"], "ok");
  database.close();
}
