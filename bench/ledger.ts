// How fast the ledger fills, and how fast it answers when it is full: node bench/ledger.ts [records] [file]
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRecords } from "../src/core/parse-records.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Ledger, RecordFilter } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { NEWEST, syntheticRecord } from "./synthetic-records.ts";

const count = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "tasktrail-bench-"));
const location = process.argv[3] ?? join(folder, "ledger.db");
const PAGE = 1000;
const ROUNDS = 9;
const SESSIONS = 50_000;

const day: RecordFilter = { from: timeBefore(24 * 3_600_000), to: NEWEST };
const place = { accounts: ["111122223333"], regions: ["eu-west-1"] };
const service: RecordFilter = {
  resources: [{ kind: "service", cluster: "prod", name: "service-7" }],
};

const QUESTIONS: readonly (readonly [string, RecordFilter])[] = [
  ["changes of one service, newest 50", { ...service, changesOnly: true, limit: 50 }],
  ["changes of one service, 24 h", { ...service, ...day, changesOnly: true }],
  [
    "changes of one service in one place, 24 h",
    { ...service, ...day, ...place, changesOnly: true },
  ],
  ["everything of one service, 24 h", { ...service, ...day }],
  ["all changes, 24 h", { ...day, changesOnly: true }],
  ["everything in one cluster, newest 200", { resources: [{ cluster: "prod" }], limit: 200 }],
  ["newest StopTask", { eventNames: ["StopTask"], limit: 1 }],
  ["root, ever", { rootOnly: true }],
  ["a service that is not there", { resources: [{ name: "no-such-service" }] }],
];

try {
  const fill = fillLedger();
  const opened = timed(() => openLedger(location));
  const ledger = opened.result;
  console.log(`| what | result |\n| --- | --- |`);
  console.log(`| records | ${count.toLocaleString("en")} |`);
  console.log(`| generate and parse alone | ${perSecond(count, fill.parsing)} |`);
  console.log(`| insert | ${perSecond(count, fill.adding)} |`);
  console.log(`| file | ${Math.round(statSync(location).size / 2 ** 20)} MiB |`);
  console.log(`| open | ${opened.ms.toFixed(1)} ms |`);
  for (const kept of [":memory:", join(folder, "sessions.db")]) {
    const ms = addSessions(kept);
    const where = kept === ":memory:" ? "in memory" : "in a file";
    console.log(`| insert what opened sessions, ${where} | ${perSecond(SESSIONS, ms)} |`);
  }
  console.log(
    `\n| question | records | median ms | first record ms |\n| --- | ---: | ---: | ---: |`,
  );
  for (const [title, filter] of QUESTIONS) console.log(ask(ledger, title, filter));
  ledger.close();
} finally {
  rmSync(folder, { recursive: true });
}

function fillLedger(): { readonly parsing: number; readonly adding: number } {
  const ledger = openLedger(location);
  let parsing = 0;
  let adding = 0;
  for (let first = 0; first < count; first += PAGE) {
    const page = timed(() => parseRecords(textOf(first)).records);
    parsing += page.ms;
    adding += timed(() => ledger.add({ source: "file:///synthetic", records: page.result })).ms;
    if (first % 100_000 === 0) process.stderr.write(`\r${first.toLocaleString("en")} records `);
  }
  process.stderr.write("\n");
  ledger.close();
  return { parsing, adding };
}

/** AssumeRole by AWS's own services: most of what a trail holds of those that are kept. */
function addSessions(kept: string): number {
  const ledger = openLedger(kept);
  let ms = 0;
  for (let first = 0; first < SESSIONS; first += PAGE) {
    const Records = Array.from({ length: PAGE }, (_, index) => sessionRecord(first + index));
    const { records } = parseRecords(JSON.stringify({ Records }));
    ms += timed(() => ledger.add({ source: "file:///synthetic", records })).ms;
  }
  ledger.close();
  return ms;
}

function sessionRecord(number: number): JsonObject {
  const session = String(number).padStart(32, "0");
  const { eventVersion, eventTime, awsRegion, recipientAccountId } = syntheticRecord(number, {
    count: SESSIONS,
    days: 60,
  });
  return {
    eventVersion,
    userIdentity: { type: "AWSService", invokedBy: "ecs-tasks.amazonaws.com" },
    eventTime,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    awsRegion,
    sourceIPAddress: "ecs-tasks.amazonaws.com",
    userAgent: "ecs-tasks.amazonaws.com",
    requestParameters: { roleArn: "arn:aws:iam::111122223333:role/task", roleSessionName: session },
    responseElements: {
      credentials: { accessKeyId: `ASIA${session.slice(-16)}`, sessionToken: session.repeat(10) },
      assumedRoleUser: { arn: `arn:aws:sts::111122223333:assumed-role/task/${session}` },
    },
    eventID: `session-${session}`,
    readOnly: true,
    recipientAccountId,
  };
}

function textOf(first: number): string {
  const length = Math.min(PAGE, count - first);
  const Records = Array.from({ length }, (_, index) =>
    syntheticRecord(first + index, { count, days: 60 }),
  );
  return JSON.stringify({ Records });
}

function ask(ledger: Ledger, title: string, filter: RecordFilter): string {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    first: timed(() => ledger.records(filter).next()).ms,
    all: timed(() => [...ledger.records(filter)].length),
  }));
  const found = rounds[0]?.all.result ?? 0;
  const all = median(rounds.map((round) => round.all.ms));
  const first = median(rounds.map((round) => round.first));
  return `| ${title} | ${found.toLocaleString("en")} | ${all.toFixed(2)} | ${first.toFixed(2)} |`;
}

function timed<Result>(work: () => Result): { readonly result: Result; readonly ms: number } {
  const start = performance.now();
  const result = work();
  return { result, ms: performance.now() - start };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function perSecond(records: number, ms: number): string {
  return `${Math.round(records / (ms / 1000)).toLocaleString("en")} records/s`;
}

function timeBefore(ms: number): string {
  return new Date(Date.parse(NEWEST) - ms).toISOString();
}
