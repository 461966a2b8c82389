import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { JsonObject } from "../../src/core/record.ts";
import { openLedger } from "../../src/ledger/sqlite-ledger.ts";
import { rawRecord } from "../ledger-records.ts";
import { runCommand } from "../run-command.ts";

// moto is an emulation of AWS by others: its EventBridge, SQS, SNS and S3 stand for AWS's.
const isMissing = spawnSync("moto_server", ["--help"], { stdio: "ignore" }).status !== 0;
const skip = isMissing && "needs moto_server (pip install 'moto[server]')";

const REGION = "eu-west-1";
const ENV = {
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_REGION: REGION,
};
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
Object.assign(process.env, ENV);

/** A call as CloudTrail records it, now. */
function call(number: number, about: JsonObject = {}): JsonObject {
  return rawRecord(number, { eventTime: new Date().toISOString().replace(/\.\d+/, ""), ...about });
}

describe(
  "moto's EventBridge, SQS, SNS and S3 around tasktrail watch",
  { skip, concurrency: false },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "tasktrail-moto-watch-"));
    let moto: ChildProcess | undefined;
    let endpoint = "";
    let slack: Server;
    let slackUrl = "";
    const posts: { readonly at: number; readonly body: string }[] = [];
    let sqs: SQSClient;
    let queueUrl = "";
    let deadUrl = "";

    before(async () => {
      const port = await freePort();
      endpoint = `http://127.0.0.1:${String(port)}`;
      moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
        stdio: "ignore",
        env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "false" },
      });
      await answering(endpoint);
      slack = createHttpServer((request, response) => {
        let body = "";
        request.setEncoding("utf8");
        request.on("data", (chunk: string) => (body += chunk));
        request.on("end", () => {
          posts.push({ at: performance.now(), body });
          response.end("ok");
        });
      }).listen(0, "127.0.0.1");
      await once(slack, "listening");
      slackUrl = `slack+http://127.0.0.1:${String((slack.address() as AddressInfo).port)}/services/T/B/secret`;
      sqs = new SQSClient({ endpoint, region: REGION });
      deadUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "dead" }))).QueueUrl ?? "";
      queueUrl = await redrivenQueue("ecs-events");
    });

    after(async () => {
      slack.closeAllConnections();
      slack.close();
      if (moto !== undefined) {
        moto.kill();
        await once(moto, "exit");
      }
      rmSync(folder, { recursive: true });
    });

    const arnOf = async (QueueUrl: string): Promise<string> => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
      return (await sqs.send(asked)).Attributes?.QueueArn ?? "";
    };
    const redrivenQueue = async (QueueName: string): Promise<string> => {
      const policy = { deadLetterTargetArn: await arnOf(deadUrl), maxReceiveCount: 2 };
      const Attributes = { RedrivePolicy: JSON.stringify(policy) };
      return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
    };
    const watch = (words: readonly string[], signal?: AbortSignal) =>
      runCommand(["watch", "--endpoint-url", endpoint, ...words], {
        now: new Date(),
        cwd: folder,
        ...(signal && { signal }),
      });

    test("a call reaches Slack within a moment of PutEvents", async (t) => {
      const events = new EventBridgeClient({ endpoint, region: REGION });
      const pattern = { source: ["aws.ecs"], "detail-type": ["AWS API Call via CloudTrail"] };
      await events.send(new PutRuleCommand({ Name: "ecs", EventPattern: JSON.stringify(pattern) }));
      const target = { Id: "queue", Arn: await arnOf(queueUrl) };
      await events.send(new PutTargetsCommand({ Rule: "ecs", Targets: [target] }));
      const stop = new AbortController();
      const ledger = join(folder, "live.db");
      const watching = watch(
        ["sqs://ecs-events", "--sink", slackUrl, "--ledger", ledger],
        stop.signal,
      );
      const took: number[] = [];
      for (let number = 1; number <= 5; number++) {
        const service = `shop-${String(number)}`;
        const detail = call(number, {
          requestParameters: { cluster: "prod", service, desiredCount: 0 },
        });
        const had = posts.length;
        // The first one waits for the watch to start.
        if (number === 2) await setTimeout(200);
        const sent = performance.now();
        await events.send(
          new PutEventsCommand({
            Entries: [
              {
                Source: "aws.ecs",
                DetailType: "AWS API Call via CloudTrail",
                Detail: JSON.stringify(detail),
              },
            ],
          }),
        );
        const post = await until(() => posts.slice(had).find(({ body }) => body.includes(service)));
        if (number > 1) took.push(Math.round(post.at - sent));
      }
      stop.abort();
      const { code, stderr } = await watching;
      t.diagnostic(`from PutEvents to the sink's request, in ms: ${took.join(", ")}`);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /dead-letter queue/);
      assert.doesNotMatch(stderr, /secret/);
      const first = posts.find(({ body }) => body.includes("shop-1"))?.body ?? "";
      assert.match(first, /scaled to 0/);
      assert.match(first, /jane/);
      assert.match(first, /tasktrail explain/);
      const kept = openLedger(ledger);
      assert.equal(kept.count({}), 5);
      assert.equal(await waitingIn(queueUrl), 0, "what is kept is removed from the queue");
      kept.close();
    });

    test("what cannot be read is left to the dead-letter queue and blocks nothing", async () => {
      const url = await redrivenQueue("poisoned");
      const bodies = [
        "poison",
        JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail: {} }),
      ];
      const good = call(11, {
        requestParameters: { cluster: "prod", service: "cart", desiredCount: 0 },
      });
      for (const MessageBody of [...bodies, JSON.stringify({ Records: [good] })]) {
        await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
      }
      const ledger = join(folder, "poison.db");
      const words = ["sqs://poisoned?visibility=2", "--sink", `file://${join(folder, "p.ndjson")}`];
      for (let round = 0; round < 3; round++) {
        const { code, stderr } = await watch([...words, "--ledger", ledger, "--once"]);
        assert.equal(code, 0, stderr);
        if (round === 0) assert.match(stderr, /not read, and left where it is: message .*not JSON/);
        await setTimeout(2100);
      }
      const kept = openLedger(ledger);
      assert.equal(kept.count({}), 1);
      kept.close();
      assert.equal(await waitingIn(queueUrl), 0);
      assert.equal(await waitingIn(deadUrl), 2);
    });

    test("duplicates, disorder and a hundred stopped tasks make one grouped message for each sink", async () => {
      const name = "burst";
      const url = (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl ?? "";
      const stops = Array.from({ length: 100 }, (_, index) => stopTask(200 + index));
      const twice = [...stops, ...stops.filter((_, index) => index % 3 === 0)];
      const shuffled = twice.toSorted((a, b) => hash(JSON.stringify(a)) - hash(JSON.stringify(b)));
      for (const detail of shuffled) {
        await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: envelope(detail) }));
      }
      const file = join(folder, "burst.ndjson");
      const had = posts.length;
      const words = [`sqs://${name}`, "--ledger", join(folder, "burst.db"), "--once"];
      const ran = await watch([
        ...words,
        "--sink",
        `file://${file}`,
        "--sink",
        slackUrl,
        "--at-least",
        "info",
      ]);
      assert.equal(ran.code, 0, ran.stderr);
      const { readFileSync } = await import("node:fs");
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      const all = lines.map(
        (line) => JSON.parse(line) as { id: string; rule: string; count: number },
      );
      const last = new Map(all.map((one) => [one.id, one]));
      assert.ok(
        [...last.values()].some(({ count }) => count === 100),
        JSON.stringify([...last.values()]),
      );
      const told = posts.length - had;
      assert.ok(told <= 2 * last.size, `${String(told)} posts about ${String(last.size)} groups`);
      assert.equal(await waitingIn(url), 0);
    });

    test("a bucket's and a trail's notifications bring the log file that they name", async () => {
      const s3 = new S3Client({ endpoint, region: REGION, forcePathStyle: true });
      await s3.send(
        new CreateBucketCommand({
          Bucket: "trail",
          CreateBucketConfiguration: { LocationConstraint: REGION },
        }),
      );
      const keys = [
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/a b.json.gz",
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/c.json.gz",
      ];
      for (const [index, Key] of keys.entries()) {
        const Body = gzipSync(JSON.stringify({ Records: [call(400 + index), call(410 + index)] }));
        await s3.send(new PutObjectCommand({ Bucket: "trail", Key, Body }));
      }
      const url = (await sqs.send(new CreateQueueCommand({ QueueName: "files" }))).QueueUrl ?? "";
      const [spaced = "", plain = ""] = keys;
      const bodies = [
        { Event: "s3:TestEvent", Bucket: "trail" },
        {
          Records: [
            {
              eventSource: "aws:s3",
              eventName: "ObjectCreated:Put",
              awsRegion: REGION,
              s3: { bucket: { name: "trail" }, object: { key: spaced.replaceAll(" ", "+") } },
            },
          ],
        },
        {
          Type: "Notification",
          Message: JSON.stringify({ s3Bucket: "trail", s3ObjectKey: [plain] }),
        },
        { s3Bucket: "trail", s3ObjectKey: ["AWSLogs/111122223333/CloudTrail-Digest/x.json.gz"] },
      ];
      for (const body of bodies) {
        await sqs.send(
          new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }),
        );
      }
      const ledger = join(folder, "files.db");
      const ran = await watch(["sqs://files", "--ledger", ledger, "--once"]);
      assert.equal(ran.code, 0, ran.stderr);
      const kept = openLedger(ledger);
      assert.equal(kept.count({}), 4);
      kept.close();
      assert.equal(await waitingIn(url), 0);
    });

    test("findings go to SNS and to an event bus, and from there into queues", async () => {
      const sns = new SNSClient({ endpoint, region: REGION });
      const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
      const told = (await sqs.send(new CreateQueueCommand({ QueueName: "told" }))).QueueUrl ?? "";
      await sns.send(
        new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: await arnOf(told) }),
      );
      const events = new EventBridgeClient({ endpoint, region: REGION });
      const pattern = JSON.stringify({ source: ["tasktrail"] });
      await events.send(new PutRuleCommand({ Name: "findings", EventPattern: pattern }));
      const target = { Id: "told", Arn: await arnOf(told) };
      await events.send(new PutTargetsCommand({ Rule: "findings", Targets: [target] }));
      const url = (await sqs.send(new CreateQueueCommand({ QueueName: "to-sns" }))).QueueUrl ?? "";
      const detail = call(500, {
        requestParameters: { cluster: "prod", service: "web", desiredCount: 0 },
      });
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: envelope(detail) }));
      const sinks = [
        "--sink",
        `sns://${TopicArn}`,
        "--sink",
        `eventbridge://default?region=${REGION}`,
      ];
      const ran = await watch([
        "sqs://to-sns",
        ...sinks,
        "--ledger",
        join(folder, "s.db"),
        "--once",
      ]);
      assert.equal(ran.code, 0, ran.stderr);
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: told, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
      );
      const bodies = Messages.map(({ Body = "{}" }) => JSON.parse(Body) as Record<string, unknown>);
      const mail = bodies.find((body) => body["Type"] === "Notification");
      assert.match(String(mail?.["Message"]), /web in prod was scaled to 0/);
      assert.match(String(mail?.["Subject"]), /^TaskTrail HIGH/);
      const event = bodies.find((body) => body["detail-type"] === "TaskTrail Finding");
      assert.equal((event?.["detail"] as { rule?: string } | undefined)?.rule, "scale-to-zero");
    });

    const waitingIn = async (QueueUrl: string): Promise<number> => {
      const AttributeNames = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
      ] as const;
      const asked = new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: [...AttributeNames],
      });
      const { Attributes = {} } = await sqs.send(asked);
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    };
  },
);

function stopTask(number: number): JsonObject {
  const id = number.toString(16).padStart(32, "0");
  return call(number, {
    eventName: "StopTask",
    requestParameters: { cluster: "prod", task: id },
    responseElements: {
      task: {
        taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/prod/${id}`,
        clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        group: "service:checkout",
        desiredStatus: "STOPPED",
      },
    },
  });
}

function envelope(detail: JsonObject): string {
  return JSON.stringify({
    version: "0",
    id: "e",
    source: "aws.ecs",
    "detail-type": "AWS API Call via CloudTrail",
    account: "111122223333",
    region: REGION,
    detail,
  });
}

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum;
}

async function until<Found>(look: () => Found | undefined): Promise<Found> {
  for (const end = Date.now() + 20_000; Date.now() < end; await setTimeout(5)) {
    const found = look();
    if (found !== undefined) return found;
  }
  throw new Error("it never came");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answering(url: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await setTimeout(100)) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error("moto_server does not answer");
}
