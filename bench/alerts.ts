// What one `tasktrail watch` process holds: events as EventBridge wraps them go through decoding, attribution, the rule
// pack, the detectors and the outbox into a ledger on disk, ten to a page as SQS hands them out, and out to a sink that
// takes all at once: node bench/alerts.ts [events] [page]
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Deliverer } from "../src/alert/deliver.ts";
import type { OpenedSink } from "../src/alert/open-sink.ts";
import { PACK } from "../src/ask/watch-policy.ts";
import { Judge } from "../src/cli/watch/judge.ts";
import { sinksFor } from "../src/cli/watch/open-sinks.ts";
import { REAL_CLOCK } from "../src/cli/watch/real-clock.ts";
import { takeIn, type Intake } from "../src/cli/watch/take-in.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { JsonObject } from "../src/core/record.ts";
import { openAddressBook } from "../src/fleet/address-book.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

const count = Number(process.argv[2] ?? 100_000);
const pageSize = Number(process.argv[3] ?? 10);

const START = Date.parse("2026-11-20T00:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "tasktrail-bench-"));
const ledger = openLedger(join(folder, "ledger.db"));
let sent = 0;
const sink: OpenedSink = {
  name: "bench",
  updates: true,
  atLeast: 2,
  send: async () => {
    sent += 1;
  },
};
const deliverer = new Deliverer({
  outbox: ledger.outbox,
  sinks: [sink],
  clock: REAL_CLOCK,
  tell: (news) => process.stderr.write(`${JSON.stringify(news)}\n`),
});
const judge = new Judge({
  ledger,
  book: openAddressBook({ labels: ["198.51.100.0/24=office"] }),
  policy: PACK,
  nameChange: (change) => change,
  sinksFor: sinksFor([sink]),
});
const intake: Intake = {
  ledger,
  judge,
  deliverer,
  now: () => new Date(),
  windowMs: 600_000,
  seen: { records: 0, effects: 0, findings: 0, unreadable: 0 },
};
const stop = new AbortController();
const delivering = deliverer.run(stop.signal);

const took: number[] = [];
let peak = 0;
const start = performance.now();
for (let first = 0; first < count; first += pageSize) {
  const many = Math.min(pageSize, count - first);
  const bodies = Array.from({ length: many }, (_, index) => eventText(first + index));
  const began = performance.now();
  const read = bodies.map((body) => parseRecords(body));
  await takeIn(
    {
      records: read.flatMap(({ records }) => records),
      unreadable: read.flatMap(({ unreadable }) => unreadable),
    },
    "bench://",
    intake,
  );
  took.push(performance.now() - began);
  // Delivery shares the thread, as in the command.
  if (first % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  peak = Math.max(peak, process.memoryUsage.rss());
}
const seconds = (performance.now() - start) / 1000;
stop.abort();
await delivering;
await deliverer.flush();
const { records, findings } = intake.seen;
took.sort((one, other) => one - other);
const at = (part: number): string =>
  (took[Math.floor(took.length * part)] ?? Number.NaN).toFixed(1);
process.stdout.write(`| what | value |
| --- | ---: |
| events | ${String(records)} in pages of ${String(pageSize)} |
| events a second | ${String(Math.round(records / seconds))} |
| peak memory | ${String(Math.round(peak / 2 ** 20))} MiB |
| a page, 50th percentile | ${at(0.5)} ms |
| a page, 99th percentile | ${at(0.99)} ms |
| findings posted | ${String(findings)} |
| messages sent | ${String(sent)} |
`);
ledger.close();
rmSync(folder, { recursive: true });

/** An event as EventBridge sends it: of 200 services, 30 people and pipelines; always the same for the same number. */
function eventText(number: number): string {
  const dice = createHash("sha256").update(String(number)).digest();
  const pick = (offset: number, sides: number): number => dice.readUInt16LE(offset) % sides;
  const cluster = ["prod", "staging", "batch", "tools"][pick(0, 4)] ?? "";
  const service = `service-${String(pick(2, 50))}`;
  const person = `person-${String(pick(4, 30))}`;
  const detail: JsonObject = {
    eventVersion: "1.11",
    eventID: `${dice.toString("hex", 0, 4)}-0000-4000-8000-${String(number).padStart(12, "0")}`,
    eventTime: new Date(START + number * 100).toISOString().replace(/\.\d+/, ""),
    eventSource: "ecs.amazonaws.com",
    awsRegion: ["eu-west-1", "us-east-1"][pick(6, 2)] ?? "",
    sourceIPAddress: `198.51.100.${String(pick(8, 200))}`,
    recipientAccountId: "111122223333",
    eventType: "AwsApiCall",
    managementEvent: true,
    readOnly: false,
    ...(pick(16, 100) < 10 ? byPerson(person) : byPipeline(service)),
    ...callOf(pick(10, 100), { cluster, service, pick, task: dice.toString("hex") }),
  };
  return JSON.stringify({
    version: "0",
    id: `delivery-${String(number)}`,
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ecs",
    account: "111122223333",
    region: detail["awsRegion"] ?? null,
    time: detail["eventTime"] ?? null,
    resources: [],
    detail,
  });
}

/** One in ten is a person with Identity Center; the others are a pipeline. */
function byPerson(person: string): JsonObject {
  const role = "AWSReservedSSO_Operations_0123456789abcdef";
  return {
    userAgent: "aws-cli/2.35.19 md/command#ecs.update-service",
    userIdentity: sessionOf(role, `${person}@acme.example`),
  };
}

function byPipeline(service: string): JsonObject {
  return {
    userAgent: "aws-sdk-nodejs/2.1 configure-aws-credentials-for-github-actions",
    userIdentity: sessionOf(`deploy-${service}`, "GitHubActions"),
  };
}

function sessionOf(role: string, session: string): JsonObject {
  const accountId = "111122223333";
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    accountId,
    accessKeyId: `ASIA${createHash("md5")
      .update(role + session)
      .digest("hex")
      .slice(0, 16)
      .toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLE",
        arn: `arn:aws:iam::${accountId}:role/${role}`,
        accountId,
        userName: role,
      },
      attributes: { mfaAuthenticated: "false" },
    },
  };
}

interface Place {
  readonly cluster: string;
  readonly service: string;
  readonly task: string;
  readonly pick: (at: number, sides: number) => number;
}

/** Mostly deployments and scaling, some stopped and started tasks, now and then something grave. */
function callOf(kind: number, { cluster, service, task, pick }: Place): JsonObject {
  const taskDefinition = `${service}:${String(pick(12, 400) + 1)}`;
  const arn = `arn:aws:ecs:eu-west-1:111122223333:task/${cluster}/${task.slice(0, 32)}`;
  const answer = { task: { taskArn: arn, group: `service:${service}` } };
  if (kind < 45) {
    return {
      eventName: "UpdateService",
      requestParameters: { cluster, service, desiredCount: pick(14, 12) },
    };
  }
  if (kind < 75) {
    return { eventName: "UpdateService", requestParameters: { cluster, service, taskDefinition } };
  }
  if (kind < 88) {
    return {
      eventName: "RunTask",
      requestParameters: { cluster, taskDefinition },
      responseElements: { tasks: [answer.task], failures: [] },
    };
  }
  if (kind < 98) {
    return {
      eventName: "StopTask",
      requestParameters: { cluster, task: task.slice(0, 32) },
      responseElements: answer,
    };
  }
  return { eventName: "ExecuteCommand", requestParameters: { cluster, task: arn, command: "sh" } };
}
