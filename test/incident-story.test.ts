import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { markOf, causes } from "../src/emulator/scenarios/causes.ts";
import { uuidOf } from "../src/emulator/stable-ids.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { runCommand, type Ran } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const scenario = causes(NOW);
const kept = new Map<string, string | undefined>();
let emulator: Emulator;

before(async () => {
  emulator = await startEmulator({ scenario, now: () => NOW, rate: Number.POSITIVE_INFINITY });
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

/** Asked as a stranger would who never asked before. */
function ask(...argv: readonly string[]): Promise<Ran> {
  const ledger = join(mkdtempSync(join(tmpdir(), "tasktrail-")), "ledger.db");
  return runCommand([...argv, "--ledger", ledger], { now: NOW });
}

/** The first paragraph, in one line. */
function paragraph({ stdout }: Ran): string {
  return (stdout.split("\n\n")[0] ?? "").replaceAll(/\s+/g, " ");
}

function taskOf(story: string, mark: string): string {
  const { marked } = scenario.ecs ?? {};
  const key = markOf(story, mark);
  const [task] = (marked?.get(uuidOf(key)) ?? marked?.get(key))?.tasks ?? [];
  assert.ok(task, key);
  return task;
}

describe("A restart that nobody called for", () => {
  test("is one paragraph: the deployment, its deployer, what failed, the rollback, what was stopped", async () => {
    const ran = await ask("who", "shop/api", "--at", "14:14");
    assert.equal(ran.code, 0, ran.stderr);
    const story = paragraph(ran);
    assert.match(
      story,
      /^api in shop was rolled back api:42 → api:41 at 14:1\d:\d\dZ: no one called an API/,
    );
    assert.match(
      story,
      /14:11:02Z deployed api:41 → api:42 by acme\/api \(GitHub Actions, run 19544120931\) → 14:12:04Z to 14:12:54Z 3 tasks ended: the container's health checks failed → 14:13:15Z the circuit breaker rolled back to api:41 → 14:13:34Z stopped \d tasks\./,
    );
    assert.match(ran.stdout, /How we know\n +proven +cause +ECS's own words/);
    const guide = readFileSync(new URL("../docs/guide/why.md", import.meta.url), "utf8");
    assert.ok(guide.replaceAll(/\s+/g, " ").includes(story), "the guide tells the same");
  });

  test("is told by any of its tasks", async () => {
    const ran = await ask("explain", taskOf("bad-deployment-rolled-back", "failed"));
    assert.match(
      paragraph(ran),
      /^task [0-9a-f]{8}… of api in shop stopped .* no one called an API; the container's health checks failed\. A deployment was under way: deployed api:41 → api:42 .* the circuit breaker rolled back to api:41/,
    );
  });

  test("stands in the timeline between the calls", async () => {
    const { stdout } = await ask("timeline", "shop/api", "--since", "30m");
    const order = [
      "deployed api:41 → api:42",
      "the scheduler started 4 tasks",
      "circuit breaker",
      "was rolled back",
    ];
    const places = order.map((words) => stdout.indexOf(words, stdout.indexOf("2026-11-20\n")));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.ok(
      places.every((place) => place > 0),
      stdout,
    );
  });
});

describe("What ends a task", () => {
  test("by hand leads to the person, whatever the reason pretends", async () => {
    const ran = await ask("explain", taskOf("reason-imitates-ecs", "it"));
    assert.match(
      paragraph(ran),
      /because it was stopped \(reason "Task failed ELB health checks"\) at 14:05:31Z by mia\.larsen@acme\.example/,
    );
  });

  test("with its host is looked for by the instance, beyond the calls of ECS", async () => {
    const ran = await ask("who", "render/renderer", "--at", "14:07");
    assert.match(
      paragraph(ran),
      /^instance i-0e4a300000000000a was terminated at 14:06:30Z by ravi\.patel@acme\.example/,
    );
    assert.match(ran.stdout, /EventName=TerminateInstances in 210987654321 eu-west-1 \(1 record\)/);
  });

  test("by itself blames no innocent change", async () => {
    const ran = await ask("who", "prod/quotes", "--at", "14:03");
    assert.match(
      paragraph(ran),
      /no one called an API; the container quotes exited with code 139\. The latest change before it \(context, not the cause\): changed \(healthCheckGracePeriodSeconds/,
    );
  });
});

describe("Without permission to ask ECS", () => {
  test("who still answers from CloudTrail, and says what is missing and which IAM action shows it", async () => {
    const operations = [
      "DescribeServices",
      "ListTasks",
      "DescribeTasks",
      "ListServiceDeployments",
      "DescribeScalingActivities",
    ];
    emulator.inject(
      ...operations.map((operation) => ({ kind: "access-denied" as const, operation, times: 8 })),
    );
    const ran = await ask("who", "shop/api", "--since", "30m");
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(
      paragraph(ran),
      /^api in shop was deployed api:41 → api:42 at 14:11:02Z by acme\/api/,
    );
    assert.match(ran.stdout, /ecs:DescribeServices/);
    assert.match(ran.stdout, /denied/);
  });
});
