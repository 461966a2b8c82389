import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { rawRecord } from "./ledger-records.ts";
import { runCommand } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const folder = mkdtempSync(join(tmpdir(), "tasktrail-watch-"));
after(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly id: string;
  readonly rule: string;
  readonly what: string;
  readonly count: number;
  readonly undo?: { readonly command: string };
}

function toldIn(file: string): readonly Told[] {
  const text = readFileSync(join(folder, file), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Told);
}

describe("watch over Event History", { concurrency: false }, () => {
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

  const watch = (file: string, ...more: readonly string[]) =>
    runCommand(
      [
        "watch",
        "--once",
        "--ledger",
        join(folder, "history.db"),
        "--sink",
        `file://${join(folder, file)}`,
        ...more,
      ],
      { now: NOW, cwd: folder },
    );

  test("needs no set-up, says that it is minutes late, and tells how to undo", async () => {
    const { code, stderr } = await watch("first.ndjson", "--since", "45m");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /minutes late/);
    const zero = toldIn("first.ndjson").filter(({ rule }) => rule === "scale-to-zero");
    assert.deepEqual(zero.map(({ what }) => what.slice(0, what.indexOf(" in"))).toSorted(), [
      "cart",
      "checkout",
      "search",
    ]);
  });

  test("what a sync has read first is still told, and nothing is told twice", async () => {
    const { stderr } = await watch("first.ndjson");
    assert.match(stderr, /; 0 findings/);
    const ledger = join(folder, "synced.db");
    const synced = await runCommand(["sync", "--since", "1h", "--ledger", ledger], { now: NOW });
    assert.equal(synced.code, 0, synced.stderr);
    const sink = `file://${join(folder, "synced.ndjson")}`;
    const words = ["watch", "--once", "--ledger", ledger, "--sink", sink, "--since", "45m"];
    const ran = await runCommand(words, { now: NOW, cwd: folder });
    assert.equal(ran.code, 0, ran.stderr);
    const zero = toldIn("synced.ndjson").filter(({ rule }) => rule === "scale-to-zero");
    assert.equal(zero.length, 3);
  });
});

describe("watch over a file", { concurrency: false }, () => {
  const events = join(folder, "events.json");
  const records = [
    rawRecord(1, { requestParameters: { cluster: "prod", service: "checkout", desiredCount: 4 } }),
    rawRecord(2, { requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 } }),
  ];
  writeFileSync(events, JSON.stringify({ Records: records }));
  const around = { now: NOW, cwd: folder };

  test("sends to the configuration's sinks, whose address may stand in a variable", async () => {
    const file = join(folder, "configured.ndjson");
    const config = join(folder, "tasktrail.yaml");
    writeFileSync(config, "sinks:\n  - uri: file://env/FINDINGS\n    atLeast: high\n");
    const env = { FINDINGS: file, TASKTRAIL_CONFIG: config };
    const words = ["watch", events, "--once", "--ledger", join(folder, "c.db")];
    const { code, stderr } = await runCommand(words, { ...around, env });
    rmSync(config);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /sending to file:\/\/env\/FINDINGS: high and worse/);
    const [zero] = toldIn("configured.ndjson");
    assert.equal(zero?.rule, "scale-to-zero");
    assert.equal(
      zero.undo?.command,
      "aws ecs update-service --cluster=prod --service=checkout --desired-count=4 --region=eu-west-1",
    );
  });

  test("repeats no secret of a configuration that cannot be read", async () => {
    const config = join(folder, "tasktrail.yaml");
    writeFileSync(config, "sinks:\n  - uri: T0000/B0000/verysecret\n");
    const env = { TASKTRAIL_CONFIG: config };
    const { code, stderr } = await runCommand(["watch", events, "--once"], { ...around, env });
    rmSync(config);
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /verysecret/);
  });

  test("keeps what a sink did not take, says so, and sends it the next time", async () => {
    const ledger = join(folder, "later.db");
    const words = ["watch", events, "--once", "--ledger", ledger, "--sink"];
    const env = { TASKTRAIL_WEBHOOK_SECRET: "s" };
    const down = await runCommand([...words, "webhook+http://127.0.0.1:1/?name=hook"], {
      ...around,
      env,
    });
    assert.equal(down.code, 3);
    assert.match(down.stderr, /hook: 0 delivered, [1-9]\d* waiting/);
    const other = await runCommand([...words, "terminal://?name=hook"], around);
    assert.equal(other.code, 0, other.stderr);
    assert.match(other.stdout, /HIGH: A service was scaled to zero/);
    assert.match(other.stderr, /from before for hook/);
  });

  test("refuses what it cannot use before it reads anything", async () => {
    const refused: readonly (readonly [readonly string[], RegExp])[] = [
      [["--group", "soon"], /--group soon cannot be used/],
      [["--sink", "pigeon://x"], /no sink pigeon/],
      [["--sink", "terminal://", "--sink", "terminal://"], /Two sinks are called terminal/],
      [["--listen", "127.0.0.1:0"], /leave out --once/],
    ];
    for (const [words, says] of refused) {
      const { code, stderr } = await runCommand(["watch", events, "--once", ...words], around);
      assert.equal(code, 2, words.join(" "));
      assert.match(stderr, says);
    }
  });
});

test("a queue is watched, never asked: asking would take messages away from the watch", async () => {
  const { code, stderr } = await runCommand(
    ["audit", "--source", "sqs://ecs-events", "--ledger", ":memory:"],
    { now: NOW },
  );
  assert.equal(code, 2);
  assert.match(stderr, /only be watched/);
});

test("the demonstration plays the incident, with its undo line", async () => {
  const { stdout, code } = await runCommand(["demo", "alerts"]);
  assert.equal(code, 0);
  assert.match(stdout, /StopTask .* of payments in prod\nMEDIUM: A person stopped a task/);
  assert.match(stdout, /checkout in prod was scaled 4 → 0/);
  assert.match(
    stdout,
    /aws ecs update-service --cluster=prod --service=checkout --desired-count=4/,
  );
  const { code: refused } = await runCommand(["demo", "everything"]);
  assert.equal(refused, 2);
});
