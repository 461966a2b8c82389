// What one run of the deployed function holds: batches of SQS's with events of EventBridge's go through the rules and the
// deliverer, with a table that answers after a few milliseconds, as DynamoDB does: node bench/lambda.ts [events] [batch] [ms]
import { setTimeout } from "node:timers/promises";
import type { OpenedSink } from "../src/alert/open-sink.ts";
import { rules } from "../src/core/rules/index.ts";
import type { JsonObject } from "../src/core/record.ts";
import { createHandler } from "../src/lambda/create-handler.ts";
import type { OnceTable } from "../src/lambda/once-table.ts";

const count = Number(process.argv[2] ?? 20_000);
const size = Number(process.argv[3] ?? 100);
const latency = Number(process.argv[4] ?? 5);

let sent = 0;
const sink: OpenedSink = {
  name: "bench",
  updates: false,
  atLeast: 2,
  send: async () => {
    await setTimeout(latency);
    sent += 1;
  },
};
const after = async <Value>(value: Value): Promise<Value> => setTimeout(latency, value);
const table: OnceTable = {
  claim: async () => after({ kind: "ours", isRepeat: false } as const),
  sent: async () => after(undefined),
  release: async () => after(undefined),
  recall: async () => after(undefined),
  remember: async () => after(undefined),
};
const handle = createHandler({
  settings: {
    version: 1,
    rules: rules.map(({ examples: _examples, ...rule }) => rule),
    suppressions: [],
    sinks: [],
    atLeast: "medium",
  },
  table,
  sinks: [sink],
  now: Date.now,
  log: () => undefined,
});

const took: number[] = [];
const start = performance.now();
for (let first = 0; first < count; first += size) {
  const Records = Array.from({ length: size }, (_, index) => messageOf(first + index));
  const begun = performance.now();
  await handle({ Records });
  took.push(performance.now() - begun);
}
const seconds = (performance.now() - start) / 1000;
took.sort((one, other) => one - other);
const at = (part: number): string => (took[Math.floor(took.length * part)] ?? 0).toFixed(0);
process.stdout.write(
  [
    `${String(count)} events, ${String(size)} to a batch, ${String(latency)} ms to the table and the sink`,
    `events a second         ${(count / seconds).toFixed(0)}`,
    `a batch, 50th / 99th    ${at(0.5)} ms / ${at(0.99)} ms`,
    `messages                ${String(sent)}`,
    `peak memory             ${String(Math.round(process.resourceUsage().maxRSS / 1024))} MiB`,
    "",
  ].join("\n"),
);

/** One event in four deserves a look. */
function messageOf(index: number): JsonObject {
  const detail: JsonObject = {
    eventVersion: "1.11",
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    eventTime: new Date(Date.UTC(2026, 10, 20) + index * 1000).toISOString(),
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.35.19 md/command#ecs.update-service",
    userIdentity: {
      type: "AssumedRole",
      arn: "arn:aws:sts::111122223333:assumed-role/deploy/jane.doe@acme.example",
      accountId: "111122223333",
    },
    requestParameters: {
      cluster: "prod",
      service: `service-${String(index % 500)}`,
      desiredCount: index % 4 === 0 ? 0 : 3,
    },
    recipientAccountId: "111122223333",
  };
  const event = {
    version: "0",
    source: "aws.ecs",
    "detail-type": "AWS API Call via CloudTrail",
    account: "111122223333",
    region: "eu-west-1",
    detail,
  };
  return { messageId: String(index), eventSource: "aws:sqs", body: JSON.stringify(event) };
}
