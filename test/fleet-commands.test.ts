import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { runCommand, type Ran } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const REGIONS = ["--region", "eu-west-1,us-east-1"];
const ledger = ["--ledger", join(mkdtempSync(join(tmpdir(), "tasktrail-")), "ledger.db")];
let emulator: Emulator;
const kept = new Map<string, string | undefined>();

before(async () => {
  emulator = await startEmulator({ scenario: demoFleet(NOW), now: () => NOW });
  for (const [name, value] of Object.entries(emulator.env)) {
    kept.set(name, process.env[name]);
    process.env[name] = value;
  }
});

after(async () => {
  for (const [name, value] of kept) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await emulator.close();
});

async function ask(...argv: readonly string[]): Promise<Ran & { readonly requests: number }> {
  const earlier = emulator.requests.length;
  const ran = await runCommand([...argv, ...ledger], { now: NOW });
  return { ...ran, requests: emulator.requests.length - earlier };
}

test("doctor checks credentials and permissions of each region, and says what it found", async () => {
  const { stdout, code } = await ask("doctor", ...REGIONS);

  assert.equal(code, 0, stdout);
  assert.match(stdout, /ok +eu-west-1 +credentials of account 210987654321/);
  assert.match(stdout, /ok +us-east-1 +cloudtrail:LookupEvents is allowed/);
  assert.match(stdout, /note +history +AWS keeps Event History back to 2026-08-22/);
});

test("doctor names what is denied and what to do, and exits with 2", async () => {
  emulator.inject({ kind: "access-denied", times: 1, operation: "LookupEvents" });
  const { stdout, code } = await ask("doctor", "--region", "eu-west-1");

  assert.equal(code, 2);
  assert.match(stdout, /problem +eu-west-1 +AWS denies cloudtrail:LookupEvents/);
  assert.match(stdout, /Allow cloudtrail:LookupEvents/);
});

test("a dry run makes at most its probes and tells the plan", async () => {
  const earlier = emulator.requests.length;
  const { stdout, code } = await ask(
    "sync",
    "--since",
    "30d",
    "--dry-run",
    "--region",
    "eu-central-1",
  );

  assert.equal(code, 0);
  const asked = emulator.requests
    .slice(earlier)
    .filter(({ operation }) => operation === "LookupEvents")
    .map(({ region }) => region);
  assert.ok(asked.filter((region) => region === "eu-central-1").length <= 2, asked.join());
  assert.equal(asked.filter((region) => region !== "eu-central-1").join(), "us-east-1");
  assert.match(stdout, /^\d+ probes? made, kept in the ledger/m);
});

test("sync fills the ledger for several regions at once", async () => {
  const { stdout, code } = await ask("sync", "--since", "1d", ...REGIONS);

  assert.equal(code, 0);
  assert.match(stdout, /^eu-west-1 +\d+ new records, \d+ requests?$/m);
  assert.match(stdout, /^us-east-1 +\d+ new records, \d+ requests?$/m);
});

test("the map shows what was synced, region by region, and JSON says the same", async () => {
  const text = await ask("coverage", "--since", "3d");
  const json = await ask("coverage", "--since", "3d", "--output", "json");
  const { rows } = JSON.parse(json.stdout) as {
    rows: readonly { region: string; days: readonly { date: string; sight: string }[] }[];
  };
  const ireland = rows.find(({ region }) => region === "eu-west-1");

  assert.match(text.stdout, /eu-west-1 .*··▒[▒█]$/m);
  assert.deepEqual(ireland?.days.map(({ date, sight }) => `${date} ${sight}`).slice(0, 3), [
    "2026-11-17 empty",
    "2026-11-18 empty",
    "2026-11-19 partial",
  ]);
  assert.equal(text.requests + json.requests, 0);
});

test("one region that is denied does not stop the other, and coverage remembers why", async () => {
  emulator.inject({
    kind: "access-denied",
    times: 1000,
    operation: "LookupEvents",
    region: "eu-central-1",
  });
  const { stdout, code } = await ask("sync", "--since", "2d", "--region", "eu-central-1,eu-west-1");
  const map = await ask("coverage");

  assert.equal(code, 0);
  assert.match(stdout, /^eu-west-1 +\d+ new records/m);
  assert.match(stdout, /NOT seen .*eu-central-1 .*cloudtrail:LookupEvents/);
  assert.match(map.stdout, /eu-central-1 .*LookupEvents/);
});

test("an interval that cannot be kept is refused before anything is asked", async () => {
  const { stderr, code, requests } = await ask("sync", "--every", "soon");

  assert.equal(code, 2);
  assert.match(stderr, /--every soon/);
  assert.equal(requests, 0);
});

test("doctor tells when somebody else uses the quota too", async () => {
  emulator.inject({ kind: "throttle", times: 2, operation: "LookupEvents", region: "us-east-1" });
  await ask("sync", "--since", "4d", "--until", "3d", "--region", "us-east-1");
  const { stdout } = await ask("doctor", "--region", "us-east-1");

  assert.match(
    stdout,
    /note +quota +.* us-east-1: \d\.\d\d of 2 requests a second since AWS throttled at/,
  );
});

test("an audit of any region looks for the root user in the partition's home region, once an account", async () => {
  const question = ["audit", "--since", "5d", "--until", "2h", "--region", "eu-central-1"];
  const { stdout } = await ask(...question);
  const again = await ask(...question);

  assert.match(stdout, /critical +root of 210987654321 made \d+ calls \(ConsoleLogin/);
  assert.equal(again.requests, 0);
});
