import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parseRecords, type ParsedMaterial } from "../src/core/parse-records.ts";

/** Recorded and published by others; never copied into the project. */
const FOLDER = "../shared/data";
const skip = existsSync(FOLDER) ? false : `${FOLDER} is not here`;

/** Why some of the material holds no record. Anything else is a defect of ours, or new material to look at. */
const KNOWN_REASONS = [
  /^a CloudTrail digest file/,
  /^a CloudTrail Insights event/,
  /^no event(?:Name|Time)$/,
  // Masked by those who published it.
  /^eventTime cannot be read: "(?:X+|redacted|\.\.\.|not-a-real-timestamp)"$/,
];

function read(file: string): ParsedMaterial {
  const bytes = readFileSync(file);
  return parseRecords((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}

for (const [folder, least] of [
  ["events", 500],
  ["trails", 40_000],
] as const) {
  test(`every file of the recorded ${folder} is read, or its reason is told`, { skip }, (t) => {
    const files = globSync(`${FOLDER}/${folder}/**/*.{json,ndjson,gz}`).toSorted();
    const reasons = new Map<string, number>();
    let records = 0;

    for (const file of files) {
      const parsed = read(file);
      const { effects, unreadable } = parsed;
      const held = parsed.records.length + effects.length + unreadable.length;
      assert.ok(held > 0, `${file} holds something`);
      records += parsed.records.length;
      for (const { reason } of parsed.unreadable)
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      for (const { record } of parsed.records) {
        if (record.eventSource !== "ecs.amazonaws.com") continue;
        const { eventName, eventVersion = "?", errorCode = "" } = record;
        t.diagnostic(
          `${eventName} (${eventVersion}) ${errorCode} ${file.slice(FOLDER.length + 1)}`,
        );
      }
    }

    t.diagnostic(`${records} records in ${files.length} files`);
    for (const [reason, count] of reasons) t.diagnostic(`${count} × ${reason}`);
    assert.ok(records >= least, `${records} records`);
    const unknown = [...reasons.keys()].filter(
      (reason) => !KNOWN_REASONS.some((known) => known.test(reason)),
    );
    assert.deepEqual(unknown, []);
  });
}
