// What bench/scan.ts runs, each as a process of its own: node scan-programs.js tasktrail|gunzip|naive|duckdb <folder> [threads] [all]
// Each prints how many records of ECS it found, if it looks for them, and its peak memory in MB.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ReadRecord } from "../src/core/parse-records.ts";
import { findFiles } from "../src/ingest/files/find-files.ts";
import { scanAhead } from "../src/ingest/trail/scan-ahead.ts";
import { createScanner } from "../src/ingest/trail/create-scanner.ts";

const ECS = "ecs.amazonaws.com";

const [program = "", folder = "", threads, all] = process.argv.slice(2);
const counted = await run();
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ found: counted, peak })}\n`);

async function run(): Promise<number | undefined> {
  if (program === "tasktrail") return scan(Number(threads), all === undefined);
  if (program === "gunzip") return gunzipAll();
  if (program === "naive") return parseAll();
  return askDuckdb();
}

/** Only ECS, as the others do, or all that the ledger keeps, of which ECS is counted. */
async function scan(count: number, onlyEcs: boolean): Promise<number> {
  const interest = new Map([[ECS, "all" as const]]);
  const scanner = createScanner({ threads: count, ...(onlyEcs && { interest }) });
  let ecs = 0;
  for await (const { records, rest = [] } of scanAhead(findFiles(folder), scanner)) {
    ecs += countEcs(records);
    for await (const part of rest) ecs += countEcs(part.records);
  }
  await scanner.close();
  return ecs;
}

function countEcs(records: readonly ReadRecord[]): number {
  return records.filter(({ record }) => record.eventSource === ECS).length;
}

function gunzipAll(): undefined {
  for (const path of pathsOf()) gunzipSync(readFileSync(path));
  return undefined;
}

function parseAll(): number {
  let ecs = 0;
  for (const path of pathsOf()) {
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    const { Records } = JSON.parse(text) as {
      readonly Records: readonly { readonly eventSource: string }[];
    };
    ecs += Records.filter(({ eventSource }) => eventSource === ECS).length;
  }
  return ecs;
}

interface Duckdb {
  readonly DuckDBInstance: {
    create(): Promise<{
      connect(): Promise<{
        runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
      }>;
    }>;
  };
}

/** DuckDB is no dependency: DUCKDB names a folder in which @duckdb/node-api is installed. */
async function askDuckdb(): Promise<number> {
  const require = createRequire(join(process.env["DUCKDB"] ?? "", "package.json"));
  const { DuckDBInstance } = require("@duckdb/node-api") as Duckdb;
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await connection.runAndReadAll(`
    select count(*)::int from (
      select unnest(Records) as record from read_json('${folder}/**/*.json.gz',
        columns = {Records: 'JSON[]'}, maximum_object_size = 1000000000, format = 'unstructured'))
    where json_extract_string(record, '$.eventSource') = '${ECS}'`);
  return Number(rows.getRows()[0]?.[0]);
}

function* pathsOf(place = folder): Generator<string> {
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const path = join(place, entry.name);
    if (entry.isDirectory()) yield* pathsOf(path);
    else yield path;
  }
}
