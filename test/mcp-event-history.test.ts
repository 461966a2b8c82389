import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { estimateTokens } from "../src/mcp/tokens.ts";
import { askerWith, call, connectTo, type Told } from "./ask-tools.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
let emulator: Emulator;
const kept = new Map<string, string | undefined>();

before(async () => {
  emulator = await startEmulator({ scenario: demoFleet(NOW), now: () => NOW, latencyMs: 40 });
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

function overEventHistory(): Parameters<typeof askerWith> {
  const ledger = join(mkdtempSync(join(tmpdir(), "tasktrail-")), "ledger.db");
  return [{ ledger }, { env: emulator.env, now: NOW }];
}

test("progress is told while Event History is read, in growing numbers", async () => {
  const client = await connectTo(askerWith(...overEventHistory()));
  const told: { readonly progress: number; readonly message?: string | undefined }[] = [];

  const result = await client.callTool(
    { name: "audit", arguments: { since: "3d" } },
    { onprogress: (one) => void told.push(one) },
  );

  assert.notEqual(result.isError, true);
  assert.ok(told.length > 0, "nothing was told");
  assert.deepEqual(
    told.map(({ progress }) => progress),
    told.map((_, index) => index + 1),
  );
  assert.ok(told.every(({ message = "" }) => message !== ""));
  await client.close();
});

test("a call that is cancelled stops asking AWS, and the server answers the next one", async () => {
  const client = await connectTo(askerWith(...overEventHistory()));
  const cancel = new AbortController();
  const earlier = emulator.requests.length;
  const asked = client.callTool(
    { name: "audit", arguments: { since: "14d" } },
    { signal: cancel.signal },
  );
  while (emulator.requests.length < earlier + 2) await wait(5);
  cancel.abort(new Error("enough"));
  await assert.rejects(asked);
  await wait(300);
  const stopped = emulator.requests.length;
  await wait(1500);

  assert.ok(emulator.requests.length - stopped <= 1, "it went on asking");
  const next = await client.callTool({
    name: "who",
    arguments: { target: "payments", since: "3h" },
  });
  assert.match((next.structuredContent as Told["brief"]).sentence, /ravi\.patel@acme\.example/);
  await client.close();
});

test("a task that stopped is told with who stopped it, or that nobody did, in two calls", async () => {
  const [flags] = overEventHistory();
  const soon = new Date("2026-11-20T13:40:00Z");
  const near = await startEmulator({ scenario: demoFleet(NOW), now: () => soon });
  const client = await connectTo(
    askerWith({ ...flags, endpointUrl: near.url }, { env: emulator.env, now: soon }),
  );

  const first = await call(client, "who", { target: "payments", verb: "stopped", since: "1h" });
  const task = first.brief.effects.find(({ what }) => what.includes("stopped"));
  assert.ok(task, first.text);
  assert.match(task.why, /because of: stopped .* by ravi\.patel@acme\.example/);
  const second = await call(client, "explain", { record: task.id });

  assert.match(second.brief.sentence, /82c3c982.*stopped.*ravi\.patel@acme\.example/s);
  assert.ok(second.brief.evidence.some(({ about }) => about === "cause"));
  for (const { text, brief } of [first, second]) {
    assert.ok(estimateTokens(text) <= 1500, text);
    assert.ok(estimateTokens(JSON.stringify(brief)) <= 1500, text);
  }
  await client.close();
  await near.close();
});

test("what was refused is in the coverage of an answer, not an empty answer", async () => {
  emulator.inject({ kind: "access-denied", operation: "LookupEvents", times: 1000 });
  const client = await connectTo(askerWith(...overEventHistory()));

  const result = await client.callTool({ name: "who", arguments: { target: "payments" } });
  const [first] = result.content;

  assert.match(first?.type === "text" ? first.text : "", /access-denied|denied/);
  await client.close();
});
