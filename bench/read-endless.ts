// Run by bench/memory.ts as a process of its own: reads a long history and prints what memory it takes. Arguments: the
// endpoint, the ledger's file, how many records there are, over how many days.
import { ingest } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { NEWEST } from "./synthetic-records.ts";

const GOAL_MB = 300;
const [endpointUrl = "", location = "", records = "0", days = "0"] = process.argv.slice(2);
const count = Number(records);

const source = await openSource("event-history://eu-west-1", {
  endpointUrl,
  account: "111122223333",
  credentials: async () => ({ accessKeyId: "AKIABENCH00000EXAMPLE", secretAccessKey: "bench" }),
  // At AWS's pace this would take hours.
  sleep: async () => {},
});
const ledger = openLedger(location);
const now = new Date(Date.parse(NEWEST) + 3_600_000);
const from = new Date(Date.parse(NEWEST) - Number(days) * 86_400_000).toISOString();
const request = { window: { from, to: now.toISOString() }, now, everything: true };
console.log("| records | RSS | heap used | peak RSS |\n| ---: | ---: | ---: | ---: |");
const started = performance.now();
let read = 0;
let next = 0;
for await (const { added, known } of ingest(source, ledger, request)) {
  read += added + known;
  if (read < next) continue;
  next += count / 10;
  tell();
}
tell();
const seconds = (performance.now() - started) / 1000;
const stored = ledger.count({});
ledger.close();
console.log(`\n${stored.toLocaleString("en")} records, ${Math.round(read / seconds)} a second`);
console.log(`peak ${peak()} MB of the ${GOAL_MB} MB that it may take`);
if (stored !== count || peak() > GOAL_MB) process.exitCode = 1;

function tell(): void {
  const { rss, heapUsed } = process.memoryUsage();
  const cells = [read.toLocaleString("en"), megabytes(rss), megabytes(heapUsed), peak()];
  console.log(`| ${cells.join(" | ")} |`);
}

function peak(): number {
  return megabytes(process.resourceUsage().maxRSS * 1024);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
