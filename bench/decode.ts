// How fast records are read and decoded, as ratios to plain JSON.parse of the same text, run in turn:
// node bench/decode.ts [megabytes]
import { decode } from "../src/core/decode.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { JsonObject } from "../src/core/record.ts";
import { syntheticRecord } from "./synthetic-records.ts";

const ROUNDS = 9;
const megabytes = Number(process.argv[2] ?? 10);

const raws = trailRecords(megabytes * 1e6);
const trail = JSON.stringify({ Records: raws });
const lines = raws.map((raw) => JSON.stringify(raw));
const events = raws.map((raw) => ({ EventId: raw.eventID, CloudTrailEvent: JSON.stringify(raw) }));
const records = parseRecords(trail).records.map(({ record }) => record);

const WORK: readonly (readonly [name: string, work: () => number])[] = [
  ["JSON.parse of the trail file", () => JSON.parse(trail).Records.length],
  ["parseRecords, trail file", reading(trail)],
  ["parseRecords, trail file cut off", reading(trail.slice(0, -100))],
  ["parseRecords, NDJSON", reading(lines.join("\n"))],
  ["parseRecords, NDJSON with a damaged line", reading([...lines, "{"].join("\n"))],
  ["parseRecords, texts separated by tabs", reading(lines.join("\t"))],
  ["parseRecords, lookup-events", reading(JSON.stringify({ Events: events }))],
  ["decode, records already read", () => records.map((record) => decode(record)).length],
];

const taken = new Map<string, number[]>(WORK.map(([name]) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, work] of WORK) {
    const start = performance.now();
    const count = work();
    if (count < raws.length - 1) throw new Error(`${name}: ${count} of ${raws.length} records`);
    // The first round only warms the compiler up.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}

const base = taken.get(WORK[0]?.[0] ?? "") ?? [];
process.stdout.write(
  `${raws.length} records, ${(trail.length / 1e6).toFixed(1)} MB\n\n` +
    `| what | ms | records/s | x JSON.parse |\n| --- | ---: | ---: | ---: |\n`,
);
for (const [name, times] of taken) {
  const perSecond = Math.round(raws.length / (median(times) / 1000) / 1000);
  const ratio = median(times.map((time, round) => time / (base[round] ?? Number.NaN)));
  process.stdout.write(
    `| ${name} | ${median(times).toFixed(0)} | ${perSecond},000 | ${ratio.toFixed(2)} |\n`,
  );
}

function trailRecords(characters: number): readonly JsonObject[] {
  const made: JsonObject[] = [];
  for (let size = 0; size < characters;) {
    const raw = syntheticRecord(made.length, { count: 10_000, days: 1 });
    made.push(raw);
    size += JSON.stringify(raw).length + 1;
  }
  return made;
}

function reading(text: string): () => number {
  return () => parseRecords(text).records.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
