// How many events a second the rule pack and the detectors look through, beside decoding the same records, and how many
// the patterns alone: node bench/detect.ts [records]
//
// The records are those of a busy fleet: nine of ten are about services, and a few of them do what rules look for.
import { decode } from "../src/core/decode.ts";
import { startWatch } from "../src/core/detect.ts";
import { detectors } from "../src/core/detectors/index.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { unfoldKeys } from "../src/core/pattern.ts";
import type { CloudTrailRecord } from "../src/core/record.ts";
import { indexRules } from "../src/core/rule-index.ts";
import { rules } from "../src/core/rules/index.ts";
import { seenEvent } from "../src/core/seen-event.ts";
import { syntheticRecord } from "./synthetic-records.ts";

const ROUNDS = 5;
const count = Number(process.argv[2] ?? 100_000);

const records = read();
const changes = records.map((record) => decode(record));
const index = indexRules(rules);
const events = changes.map((change, at) => {
  const record = records[at];
  return record === undefined ? {} : unfoldKeys(seenEvent(change, record));
});
let hits = 0;

const WORK: readonly (readonly [name: string, work: () => void])[] = [
  ["decode", () => void records.map((record) => decode(record))],
  [
    "patterns alone",
    () => {
      for (const [at, event] of events.entries()) {
        index.find(changes[at]?.eventName ?? "", event);
      }
    },
  ],
  [
    "rules and detectors",
    () => {
      const watch = startWatch({ rules, detectors });
      hits = 0;
      for (const [at, change] of changes.entries()) {
        const record = records[at];
        if (record !== undefined) hits += watch.see(change, record).length;
      }
    },
  ],
];

const taken = new Map<string, number[]>(WORK.map(([name]) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, work] of WORK) {
    const start = performance.now();
    work();
    // The first round only warms the compiler up.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}
for (const [name, times] of taken) {
  const best = Math.min(...times);
  const rate = Math.round(records.length / (best / 1000));
  process.stdout.write(`${name.padEnd(20)} ${rate.toLocaleString("en").padStart(10)} events/s\n`);
}
process.stdout.write(
  `${String(rules.length)} rules, ${String(detectors.length)} detectors, ${String(records.length)} events, ${String(hits)} hits\n`,
);

function read(): readonly CloudTrailRecord[] {
  const raw = Array.from({ length: count }, (_, at) => syntheticRecord(at, { count, days: 1 }));
  return parseRecords(JSON.stringify({ Records: raw })).records.map(({ record }) => record);
}
