import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type EventBridgeClientConfig,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from "@aws-sdk/client-sqs";
import { compilePattern, unfoldKeys } from "../../src/core/pattern.ts";
import { PatternError } from "../../src/core/pattern/pattern-error.ts";
import type { Json, JsonObject } from "../../src/core/record.ts";

// moto is an emulation of AWS by others. It has no TestEventPattern, so each pattern becomes a rule that sends to a queue.
// Where it decides otherwise than AWS's own matcher (event-ruler) was seen to, the difference is listed here, so that a
// newer moto shows itself.
const isThere = spawnSync("moto_server", ["--help"], { stdio: "ignore" }).status === 0;
const skip = !isThere && "needs moto_server (pip install 'moto[server]')";

type Case = readonly [detail: JsonObject, event: JsonObject];

const CASES: readonly Case[] = [
  [{ a: ["x"] }, { a: "x" }],
  [{ a: ["x"] }, { a: "y" }],
  [{ a: ["x", "y"] }, { a: "y" }],
  [{ a: [1] }, { a: 1 }],
  [{ a: [1] }, { a: "1" }],
  [{ a: { b: ["x"] } }, { a: { b: "x" } }],
  [{ a: { b: ["x"] } }, { a: { c: "x" } }],
  [{ a: ["y"] }, { a: ["x", "y"] }],
  [{ a: ["z"] }, { a: ["x", "y"] }],
  [{ a: [{ prefix: "x" }] }, { a: "xy" }],
  [{ a: [{ prefix: "x" }] }, { a: "yx" }],
  [{ a: [{ exists: true }] }, { a: "x" }],
  [{ a: [{ exists: true }] }, { b: "x" }],
  [{ a: [{ exists: false }] }, { b: "x" }],
  [{ a: [{ exists: false }] }, { a: "x" }],
  [{ a: [{ "anything-but": ["x"] }] }, { a: "y" }],
  [{ a: [{ "anything-but": ["x"] }] }, { a: "x" }],
  [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }],
  [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 0 }],
  [{ a: [{ numeric: ["=", 3] }] }, { a: 3 }],
  [
    { a: ["x"], b: ["y"] },
    { a: "x", b: "y" },
  ],
  [
    { a: ["x"], b: ["y"] },
    { a: "x", b: "x" },
  ],
  [{ a: [null] }, { a: null }],
  [{ a: [{ suffix: "x" }] }, { a: "yx" }],
  [{ a: [{ suffix: "x" }] }, { a: "xy" }],
  [{ a: [{ "equals-ignore-case": "X" }] }, { a: "x" }],
  [{ a: [{ wildcard: "x*z" }] }, { a: "xyz" }],
  [{ a: [{ wildcard: "x*z" }] }, { a: "xy" }],
  [{ a: [{ cidr: "10.0.0.0/8" }] }, { a: "10.1.2.3" }],
  [{ a: [{ cidr: "10.0.0.0/8" }] }, { a: "11.1.2.3" }],
  [{ a: [{ "anything-but": { prefix: "x" } }] }, { a: "yx" }],
  [{ a: [{ "anything-but": { prefix: "x" } }] }, { a: "xy" }],
  [{ a: [{ "anything-but": "x" }] }, { a: "x" }],
  [{ $or: [{ a: ["x"] }, { b: ["y"] }] }, { b: "y" }],
  [{ $or: [{ a: ["x"] }, { b: ["y"] }] }, { b: "x" }],
  [{ a: { f: ["1"], l: ["2"] } }, { a: [{ f: "1" }, { l: "2" }] }],
  [{ a: [{ "anything-but": ["x"] }] }, { b: "y" }],
  [{ a: [{ exists: true }] }, { a: {} }],
];

const DIFFERENCES: readonly string[] = [
  // To AWS an object is no value, only what lies in it is.
  '{"a":[{"exists":true}]} on {"a":{}}: moto fits, we is silent',
];

describe("moto's EventBridge", { skip, concurrency: false }, () => {
  let server: ChildProcess | undefined;
  let settings = {
    endpoint: "",
    region: "",
    credentials: { accessKeyId: "", secretAccessKey: "" },
  };

  before(async () => {
    const port = await freePort();
    server = spawn("moto_server", ["-p", String(port)], { stdio: "ignore" });
    settings = {
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    };
    for (let attempt = 0; attempt < 150; attempt += 1) {
      const isUp = await fetch(`${settings.endpoint}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return;
      await setTimeout(200);
    }
    assert.fail("moto_server does not answer");
  });
  after(() => {
    server?.kill();
  });

  test("decides as we do, but for the differences that are listed", async () => {
    const theirs = await askMoto(settings);
    const found = CASES.flatMap(([detail, event], index) => {
      const own = ours({ detail }, { detail: event });
      const other = theirs[index] ?? "";
      return other === own
        ? []
        : [`${JSON.stringify(detail)} on ${JSON.stringify(event)}: moto ${other}, we ${own}`];
    });
    assert.deepEqual(found, DIFFERENCES);
  });
});

/** What moto makes of each case: each event carries its case's number, and each rule asks for its own. */
async function askMoto(
  settings: EventBridgeClientConfig & SQSClientConfig,
): Promise<readonly string[]> {
  const events = new EventBridgeClient(settings);
  const queues = new SQSClient(settings);
  const { QueueUrl = "" } = await queues.send(new CreateQueueCommand({ QueueName: "fits" }));
  const refused = new Set<number>();
  for (const [index, [detail]] of CASES.entries()) {
    const Name = `case-${String(index)}`;
    const pattern = { detail: { ...detail, case: [index] } };
    try {
      await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    } catch {
      refused.add(index);
      continue;
    }
    const Arn = "arn:aws:sqs:eu-west-1:123456789012:fits";
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "queue", Arn }] }));
  }
  for (const [index, [, event]] of CASES.entries()) {
    const Detail = JSON.stringify({ ...event, case: index });
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "test", Detail }] }),
    );
  }
  const fitting = new Set<unknown>();
  for (;;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    if (Messages.length === 0) break;
    for (const { Body = "{}" } of Messages) {
      fitting.add((JSON.parse(Body) as { readonly detail?: JsonObject }).detail?.["case"]);
    }
  }
  return CASES.map((_, index) =>
    refused.has(index) ? "refused" : fitting.has(index) ? "fits" : "is silent",
  );
}

function ours(pattern: Json, event: JsonObject): string {
  try {
    return compilePattern(pattern).matches(unfoldKeys(event)) ? "fits" : "is silent";
  } catch (error) {
    if (error instanceof PatternError) return "refused";
    throw error;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
