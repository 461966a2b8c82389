import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { runCommand, type Ran } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const scenario = demoFleet(NOW);
const ledger = join(mkdtempSync(join(tmpdir(), "tasktrail-")), "ledger.db");
let emulator: Emulator;
const kept = new Map<string, string | undefined>();

before(async () => {
  emulator = await startEmulator({ scenario, now: () => NOW });
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
  const ran = await runCommand([...argv, "--ledger", ledger], { now: NOW });
  return { ...ran, requests: emulator.requests.length - earlier };
}

test("who answers from Event History through the real SDK", async () => {
  const { stdout, code } = await ask("who", "payments", "--since", "3h");

  assert.equal(code, 0);
  assert.match(
    stdout,
    /^task [0-9a-f]{8}… of payments in prod was stopped \(reason "stale TLS certificate"\)/,
  );
  assert.match(stdout, /ravi\.patel@acme\.example/);
  assert.match(stdout, /fresh:\s+the last 15 minutes/);
});

test("a second question about covered hours makes no request", async () => {
  const { stdout, requests } = await ask("who", "search", "--since", "3h", "--until", "1h");

  assert.match(stdout, /^search in prod was restarted/);
  assert.equal(requests, 0);
});

test("a record that the ledger has is explained without a request", async () => {
  const stopped = scenario.incidents.find(({ id }) => id === "payments-task-stopped");
  assert.ok(stopped);
  const { stdout, requests } = await ask("explain", stopped.truth.eventID);

  assert.match(stdout, /StopTask/);
  assert.equal(requests, 0);
});

test("a record that the ledger lacks is looked up by its id, with one request", async () => {
  const rolledBack = scenario.incidents.find(({ id }) => id === "api-rolled-back");
  assert.ok(rolledBack);
  const { stdout, requests } = await ask("explain", rolledBack.truth.eventID);

  assert.match(stdout, /api in prod was rolled back/);
  assert.equal(requests, 1);
});

test("what one session did is asked for by its name alone, and a second time not at all", async () => {
  const question = [
    "audit",
    "--since",
    "12d",
    "--until",
    "1h",
    "--session",
    "ravi.patel@acme.example",
  ];
  const first = await ask(...question);
  const again = await ask(...question);

  assert.match(first.stdout, /by\s+ravi\.patel@acme\.example/);
  assert.doesNotMatch(first.stdout, /by jane\.doe/);
  assert.ok(first.requests <= 4, String(first.requests));
  assert.equal(again.requests, 0);
});

test("AWS's refusal is told with the permission that is missing", async () => {
  emulator.inject({ kind: "access-denied", times: 1 });
  const { stdout, stderr, code } = await ask("who", "web", "--since", "6h", "--until", "5h");

  assert.equal(code, 2, stdout);
  assert.match(stderr, /cloudtrail:LookupEvents/);
});
