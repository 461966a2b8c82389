// How fast a trail is verified over a store with latency, beside aws cloudtrail validate-logs, with the same verdict:
// node bench/verify.ts [hours] [log files an hour]
import { execFile, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { BucketObject } from "../src/emulator/bucket.ts";
import { demoFleet, startEmulator } from "../src/emulator/index.ts";
import { signDigests } from "../src/emulator/sign-digests.ts";

const LATENCY_MS = 30;
const GOAL = 5;
const HOUR = 3_600_000;
const ACCOUNT = "111122223333";
const BUCKET = "acme-trail";
const END = Date.parse("2026-11-20T12:00:00Z");

const [hours = 48, perHour = 12] = process.argv
  .slice(2)
  .filter((word) => word !== "serve")
  .map(Number);
const BEGIN = END - hours * HOUR;

if (process.argv[2] === "serve") await serve();
else await compare();

/** The store lives in a process of its own, so that nobody is measured with it. */
async function serve(): Promise<void> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let index = 0; index < hours * perHour; index++) {
    const at = BEGIN + (index * HOUR) / perHour;
    const stamp = new Date(at).toISOString();
    const minute = `${stamp.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
    const name = `${ACCOUNT}_CloudTrail_eu-west-1_${minute}_${String(index).padStart(16, "0")}.json.gz`;
    const key = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/${stamp.slice(0, 10).replaceAll("-", "/")}/${name}`;
    const records = Array.from({ length: 40 }, (_, row) => ({
      eventID: `${minute}-${row}`,
      eventName: "DescribeTasks",
    }));
    files.set(key, gzipSync(JSON.stringify({ Records: records })));
  }
  const signed = signDigests(files, { bucket: BUCKET, trail: "main", from: BEGIN, to: END });
  const objects = new Map<string, Uint8Array | BucketObject>([...files, ...signed]);
  const buckets = [{ name: BUCKET, objects }];
  const emulator = await startEmulator({ scenario: demoFleet(), buckets, latencyMs: LATENCY_MS });
  process.send?.({ env: emulator.env, objects: objects.size });
}

interface Timed {
  readonly seconds: number;
  readonly code: number;
  readonly output: string;
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-bench-"));
  const server = fork(fileURLToPath(import.meta.url), ["serve", String(hours), String(perHour)]);
  try {
    const [told] = (await once(server, "message")) as [
      { env: Record<string, string>; objects: number },
    ];
    const env = {
      ...told.env,
      PATH: process.env["PATH"],
      HOME: folder,
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_REGION: "eu-west-1",
    };
    console.log(`${String(told.objects)} objects, ${String(LATENCY_MS)} ms for each request`);
    const ours = await timed(process.execPath, ourArguments(folder), env);
    report("tasktrail verify", ours);
    report("tasktrail verify, again", await timed(process.execPath, ourArguments(folder), env));
    if (spawnSync("aws", ["--version"]).error) {
      console.log("aws cloudtrail validate-logs: SKIPPED, there is no aws here");
      return;
    }
    const theirs = await timed("aws", theirArguments(), env);
    report("aws cloudtrail validate-logs", theirs);
    const ratio = theirs.seconds / ours.seconds;
    const isMet = ratio >= GOAL && ours.code === 0 && theirs.code === 0;
    console.log(
      `${ratio.toFixed(1)} times as fast; goal ${String(GOAL)}: ${isMet ? "met" : "MISSED"}`,
    );
    process.exitCode = isMet ? 0 : 1;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

function ourArguments(folder: string): readonly string[] {
  const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
  const window = ["--since", new Date(BEGIN).toISOString(), "--until", new Date(END).toISOString()];
  return [main, "verify", `s3://${BUCKET}`, ...window, "--ledger", join(folder, "ledger.db")];
}

function theirArguments(): readonly string[] {
  const arn = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`;
  const window = [
    "--start-time",
    new Date(BEGIN).toISOString(),
    "--end-time",
    new Date(END).toISOString(),
  ];
  return ["cloudtrail", "validate-logs", "--trail-arn", arn, ...window, "--s3-bucket", BUCKET];
}

function timed(
  command: string,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Timed> {
  const start = performance.now();
  return new Promise((resolve) => {
    execFile(command, argv, { env }, (error, stdout, stderr) => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ seconds, code: error ? 1 : 0, output: `${stdout}${stderr}` });
    });
  });
}

function report(what: string, { seconds, code, output }: Timed): void {
  const lines = output.split("\n").filter((line) => /valid|Verified|NOT/i.test(line));
  console.log(`${what}: ${seconds.toFixed(2)} s, exit ${String(code)}`);
  for (const line of lines.slice(0, 3)) console.log(`  ${line}`);
}
