import assert from "node:assert/strict";
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { promisify } from "node:util";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { bundleLambda } from "../../scripts/bundle-lambda.ts";
import type { CloudTrailRecord, JsonObject } from "../../src/core/record.ts";
import { rules } from "../../src/core/rules/index.ts";
import { DynamoError, openDynamo } from "../../src/lambda/dynamo.ts";
import { DynamoTable } from "../../src/lambda/once-table.ts";
import type { LambdaSettings } from "../../src/lambda/settings.ts";
import { freePort, untilAnswered } from "./await-server.ts";

// The bundled function, each run in a Node of its own as Lambda would have it, against DynamoDB, SNS and SQS as moto has them.
const MOTO = "moto_server";
const isMissing = spawnSync(MOTO, ["--help"], { stdio: "ignore" }).status !== 0;
const skip = isMissing && "needs moto_server (pip install 'moto[server]')";
const REAL = "../shared/data/events";

const AWS: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
Object.assign(process.env, AWS);

/** Calls the handler with the events of a file, and says what it answered. */
const DRIVER = `
import { readFileSync } from "node:fs";
import { handler } from "./index.mjs";
const events = JSON.parse(readFileSync(process.argv[2], "utf8"));
const answers = [];
for (const event of events) {
  answers.push(await handler(event).catch((error) => ({ thrown: error.message })));
}
process.stderr.write(JSON.stringify(answers));
`;

const SETTINGS: LambdaSettings = {
  version: 1,
  rules: rules.map(({ examples: _examples, ...rule }) => rule),
  suppressions: [],
  sinks: [],
  atLeast: "medium",
};

interface Answer {
  readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[];
  readonly thrown?: string;
}

describe("the bundled function with moto's DynamoDB and SNS", { skip, concurrency: false }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-lambda-"));
  let server: ChildProcess | undefined;
  let url = "";
  let topic = "";
  let queue = "";
  let table = "";
  let tables = 0;
  let runs = 0;

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${String(port)}`;
    server = spawn(MOTO, ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    });
    await bundleLambda(join(folder, "index.mjs"));
    writeFileSync(join(folder, "settings.json"), JSON.stringify(SETTINGS));
    writeFileSync(join(folder, "driver.mjs"), DRIVER);
    await untilAnswered(url, server);
    const sqs = new SQSClient({ endpoint: url });
    const sns = new SNSClient({ endpoint: url });
    topic = (await sns.send(new CreateTopicCommand({ Name: "findings" }))).TopicArn ?? "";
    queue = (await sqs.send(new CreateQueueCommand({ QueueName: "findings" }))).QueueUrl ?? "";
    const Endpoint = "arn:aws:sqs:eu-west-1:123456789012:findings";
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint }));
  });

  beforeEach(async () => {
    tables += 1;
    table = `once-${String(tables)}`;
    await createTable(url, table);
  });

  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    if (server?.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill();
    await ended;
  });

  const run = async (
    events: readonly JsonObject[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly Answer[]> => {
    runs += 1;
    const file = join(folder, `events-${String(runs)}.json`);
    writeFileSync(file, JSON.stringify(events));
    const { stderr } = await promisify(execFile)(process.execPath, ["driver.mjs", file], {
      cwd: folder,
      env: {
        ...AWS,
        AWS_ENDPOINT_URL: url,
        TASKTRAIL_TABLE: table,
        TASKTRAIL_TOPIC: topic,
        ...env,
      },
    });
    return JSON.parse(stderr) as readonly Answer[];
  };

  /** What the topic told its subscriber since it was last asked. */
  const told = async (): Promise<readonly { Subject: string; Message: string }[]> => {
    const sqs = new SQSClient({ endpoint: url });
    const found: { Subject: string; Message: string }[] = [];
    for (;;) {
      const receive = new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) return found;
      for (const { Body = "", ReceiptHandle } of Messages) {
        found.push(JSON.parse(Body) as { Subject: string; Message: string });
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
      }
    }
  };

  test("publishes a finding with who, before and after, and the command that undoes it", async () => {
    const answers = await run([batchOf(scale(4, 1)), batchOf(scale(0, 2))]);
    assert.deepEqual(answers, [{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    const [message, ...others] = await told();
    assert.equal(others.length, 0);
    assert.match(message?.Subject ?? "", /HIGH/);
    assert.match(message?.Message ?? "", /bob/);
    assert.match(message?.Message ?? "", /desiredCount 4 → 0/);
    assert.match(message?.Message ?? "", /aws ecs update-service/);
  });

  test("publishes once though four of it hold the same event at once, and again after", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => run([batchOf(scale(0))])));
    assert.ok(answers.flat().some(({ batchItemFailures }) => batchItemFailures?.length === 0));
    assert.deepEqual(await run([batchOf(scale(0)), scale(0)]), [
      { batchItemFailures: [] },
      { batchItemFailures: [] },
    ]);
    assert.equal((await told()).length, 1);
  });

  test("hands back what it could not publish, and publishes it later", async () => {
    const gone = { TASKTRAIL_TOPIC: `${topic}-gone` };
    const [batch, alone] = await run([batchOf(scale(0)), scale(0)], gone);
    assert.deepEqual(batch, { batchItemFailures: [{ itemIdentifier: "m0" }] });
    assert.match(alone?.thrown ?? "", /try again/);
    assert.equal((await told()).length, 0);
    assert.deepEqual(await run([batchOf(scale(0))]), [{ batchItemFailures: [] }]);
    assert.equal((await told()).length, 1);
  });

  test("hands everything back while its table is not there", async () => {
    const answers = await run([batchOf(scale(0))], { TASKTRAIL_TABLE: "gone" });
    assert.deepEqual(answers, [{ batchItemFailures: [{ itemIdentifier: "m0" }] }]);
    assert.equal((await told()).length, 0);
  });

  const withoutReal = !existsSync(REAL) && "needs the collected events";
  test("reads real events of EventBridge's", { skip: withoutReal }, async () => {
    const events = globSync(`${REAL}/*-{ebct,ebecs}-*.json`)
      .toSorted()
      .map((file) => readFileSync(file, "utf8"))
      .filter((text) => text.trimStart().startsWith("{"));
    assert.ok(events.length > 15);
    const bodies = events.map((body, index) => ({
      messageId: `m${String(index)}`,
      eventSource: "aws:sqs",
      body,
    }));
    assert.deepEqual(await run([{ Records: bodies }]), [{ batchItemFailures: [] }]);
  });

  describe("and its table", () => {
    const tableOf = async (owner: string): Promise<DynamoTable> =>
      new DynamoTable(
        await openDynamo({ region: "eu-west-1", env: { AWS_ENDPOINT_URL: url } }),
        table,
        owner,
      );

    test("gives each finding to one of many", async () => {
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, index) => tableOf(String(index))),
      );
      const claims = await Promise.all(all.map((one) => one.claim("x", 1000)));
      assert.equal(claims.filter(({ kind }) => kind === "ours").length, 1);
      assert.equal(claims.filter(({ kind }) => kind === "theirs").length, 15);
    });

    test("lets go what was released, takes over what was forgotten, and keeps what was sent", async () => {
      const [one, two] = [await tableOf("one"), await tableOf("two")];
      assert.deepEqual(await one.claim("x", 1000), { kind: "ours", isRepeat: false });
      await two.release("x");
      assert.deepEqual(await two.claim("x", 2000), { kind: "theirs" });
      await one.release("x");
      assert.deepEqual(await two.claim("x", 3000), { kind: "ours", isRepeat: false });
      assert.deepEqual(await one.claim("x", 300_000), { kind: "ours", isRepeat: true });
      // It is no longer two's to settle.
      await two.sent("x");
      assert.deepEqual(await two.claim("x", 300_001), { kind: "theirs" });
      await one.sent("x");
      assert.deepEqual(await two.claim("x", 9_000_000), { kind: "sent" });
    });

    test("remembers the newest record of a place, in whatever order they come", async () => {
      const one = await tableOf("one");
      const record = (eventTime: string, eventID: string): CloudTrailRecord => ({
        eventID,
        eventTime,
        eventSource: "ecs.amazonaws.com",
        eventName: "UpdateService",
        awsRegion: "eu-west-1",
        userIdentity: {},
      });
      assert.equal(await one.recall("p"), undefined);
      await one.remember("p", record("2026-11-20T14:02:00Z", "b"), 1000);
      await one.remember("p", record("2026-11-20T14:01:00Z", "a"), 1000);
      assert.equal((await one.recall("p"))?.eventID, "b");
    });

    test("tells what DynamoDB refused by its code", async () => {
      const ask = await openDynamo({ region: "eu-west-1", env: { AWS_ENDPOINT_URL: url } });
      const asked = ask("GetItem", { TableName: "gone", Key: { id: { S: "x" } } });
      await assert.rejects(
        asked,
        (error) => error instanceof DynamoError && error.code === "ResourceNotFoundException",
      );
    });
  });
});

function scale(desiredCount: number, minute = 0): JsonObject {
  const time = `2026-11-20T14:${String(minute).padStart(2, "0")}:00Z`;
  return {
    version: "0",
    id: "9d0b39f2-5a1c-4d8e-9a7b-0f6c2d3e4a5b",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ecs",
    account: "111122223333",
    time,
    region: "eu-west-1",
    resources: [],
    detail: {
      eventVersion: "1.11",
      eventID: `00000000-0000-4000-8000-${String(minute).padStart(12, "0")}`,
      eventTime: time,
      eventSource: "ecs.amazonaws.com",
      eventName: "UpdateService",
      awsRegion: "eu-west-1",
      sourceIPAddress: "203.0.113.7",
      userAgent: "aws-cli/2.35.19",
      userIdentity: {
        type: "IAMUser",
        arn: "arn:aws:iam::111122223333:user/bob",
        accountId: "111122223333",
        userName: "bob",
      },
      requestParameters: { cluster: "prod", service: "checkout", desiredCount },
      recipientAccountId: "111122223333",
    },
  };
}

function batchOf(...events: readonly JsonObject[]): JsonObject {
  const Records = events.map((event, index) => ({
    messageId: `m${String(index)}`,
    eventSource: "aws:sqs",
    body: JSON.stringify(event),
  }));
  return { Records };
}

/** The table as the templates make it. moto asks for a signature's shape only. */
async function createTable(url: string, TableName: string): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.CreateTable",
      authorization:
        "AWS4-HMAC-SHA256 Credential=testing/20261120/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00",
    },
    body: JSON.stringify({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  });
  assert.equal(answer.status, 200, await answer.text());
}
