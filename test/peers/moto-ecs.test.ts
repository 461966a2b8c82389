import assert from "node:assert/strict";
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import type { Coverage } from "../../src/core/coverage.ts";
import type { Effect } from "../../src/core/effect.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openSource } from "../../src/ingest/open-source.ts";
import type { ReadRequest } from "../../src/ingest/source.ts";
import { openLedger } from "../../src/ledger/sqlite-ledger.ts";
import { freePort, untilAnswered } from "./await-server.ts";

// moto is an emulation of AWS by others: it has clusters, services and tasks, and no service deployments.
const missing = [
  ["moto_server", "--help"],
  ["aws", "--version"],
].filter(([name = "", how = ""]) => spawnSync(name, [how], { stdio: "ignore" }).status !== 0);
const skip =
  missing.length > 0 &&
  `needs ${missing.map(([name]) => name).join(" and ")} (pip install 'moto[server]' awscli)`;

const ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_DEFAULT_REGION: "eu-west-1",
};
const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => ({
  accessKeyId: "testing",
  secretAccessKey: "testing",
});
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];

const run = promisify(execFile);

describe("moto's ECS, filled by the aws-cli", { skip, concurrency: false }, () => {
  let server: ChildProcess | undefined;
  let url = "";
  let stoppedTask = "";
  let runningTask = "";

  const aws = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await run(
      "aws",
      ["ecs", ...words, "--endpoint-url", url, "--output", "json"],
      { env: ENV },
    );
    return JSON.parse(stdout === "" ? "{}" : stdout) as Record<string, unknown>;
  };
  const runTask = async (): Promise<string> => {
    const started = await aws(
      "run-task",
      "--cluster",
      "shop",
      "--task-definition",
      "checkout",
      "--started-by",
      "nightly",
      "--launch-type",
      "FARGATE",
      "--network-configuration",
      "awsvpcConfiguration={subnets=[subnet-1]}",
    ).catch(() =>
      aws(
        "run-task",
        "--cluster",
        "shop",
        "--task-definition",
        "checkout",
        "--started-by",
        "nightly",
      ),
    );
    const [task] = started["tasks"] as readonly { readonly taskArn: string }[];
    assert.ok(task);
    return task.taskArn.split("/").at(-1) ?? "";
  };

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${String(port)}`;
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { PATH: ENV.PATH, HOME: ENV.HOME },
    });
    await untilAnswered(url, server);
    await aws("create-cluster", "--cluster-name", "shop");
    const container = '[{"name":"checkout","image":"checkout:1","memory":128,"essential":true}]';
    await aws(
      "register-task-definition",
      "--family",
      "checkout",
      "--container-definitions",
      container,
    );
    await aws(
      "create-service",
      "--cluster",
      "shop",
      "--service-name",
      "checkout",
      "--task-definition",
      "checkout",
      "--desired-count",
      "2",
    );
  });

  after(async () => {
    if (server?.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill();
    await ended;
  });

  const read = async (
    about?: ReadRequest["about"],
  ): Promise<{ readonly effects: readonly Effect[]; readonly coverage: readonly Coverage[] }> => {
    const ledger = openLedger(":memory:");
    const now = new Date();
    const window = {
      from: new Date(now.getTime() - 3_600_000).toISOString(),
      to: now.toISOString(),
    };
    const sleep = async (): Promise<void> => {};
    const source = await openSource("ecs-api://eu-west-1", {
      credentials,
      endpointUrl: url,
      sleep,
    });
    const coverage: Coverage[] = [];
    for await (const step of ingest(source, ledger, { window, now, ...(about && { about }) })) {
      coverage.push(...step.coverage);
    }
    const effects = ledger.effects({});
    ledger.close();
    return { effects, coverage };
  };

  test("tells a service's deployment, found by the service's name alone", async () => {
    const { effects } = await read({ service: "checkout" });
    const deployments = effects.filter(({ kind }) => kind === "deployment");
    assert.ok(deployments.length > 0);
    for (const { resource, account, region } of deployments) {
      assert.deepEqual([resource.name, account, region], ["checkout", "123456789012", "eu-west-1"]);
    }
  });

  test("tells a stopped task with the reason that the caller gave", async () => {
    stoppedTask = await runTask();
    runningTask = await runTask();
    await aws(
      "stop-task",
      "--cluster",
      "shop",
      "--task",
      stoppedTask,
      "--reason",
      "stale certificate",
    );

    const { effects } = await read({ cluster: "shop" });

    const stopped = effects.filter(({ kind, state }) => kind === "task" && state === "STOPPED");
    assert.deepEqual(
      stopped.map(({ resource, message, startedBy }) => [resource.name, message, startedBy]),
      [[stoppedTask, "stale certificate", "nightly"]],
    );
    assert.ok(effects.some(({ resource }) => resource.name === runningTask));
  });

  test("is asked for one task by its id", async () => {
    const { effects } = await read({ task: stoppedTask });
    assert.ok(
      effects.some(
        ({ resource, message }) => resource.name === stoppedTask && message === "stale certificate",
      ),
    );
  });

  test("answers no service deployments, and that is said beside what was read", async () => {
    const { coverage } = await read({ cluster: "shop", service: "checkout" });
    const states = new Map(coverage.map(({ selector, state }) => [selector, state]));
    assert.equal(states.get("ECS service deployments of shop/checkout"), "unreachable");
    assert.equal(states.get("ECS stopped tasks of shop/checkout"), "seen");
  });
});
