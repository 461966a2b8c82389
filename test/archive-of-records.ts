import assert from "node:assert/strict";
import type { Archive } from "../src/core/handle.ts";
import { handlesOf } from "../src/core/handles-of.ts";
import { readCall } from "../src/core/read-call.ts";
import { readRecord } from "../src/core/read-record.ts";
import type { CloudTrailRecord, JsonObject } from "../src/core/record.ts";

/** Raw records, read; each must be one. */
export function recordsOf(raw: readonly JsonObject[]): readonly CloudTrailRecord[] {
  return raw.map((each) => {
    const record = readRecord(each);
    assert.ok(!("flaw" in record));
    return record;
  });
}

/** Records as a place to look others up in: by what they touch and by their handles, as the ledger does. */
export function archiveOfRecords(records: readonly CloudTrailRecord[]): Archive {
  const found = new Map<string, CloudTrailRecord[]>();
  for (const record of records) {
    const names = [...readCall(record).resources, ...handlesOf(record)];
    for (const key of new Set(names.map(({ kind, name }) => JSON.stringify([kind, name])))) {
      found.set(key, [...(found.get(key) ?? []), record]);
    }
  }
  return {
    find: ({ kind, name }, { account, region, from, to, order = "newest", limit } = {}) => {
      const fitting = (found.get(JSON.stringify([kind, name])) ?? []).filter(
        (record) =>
          (account === undefined || readCall(record).account === account) &&
          (region === undefined || record.awsRegion === region) &&
          (from === undefined || record.eventTime >= from) &&
          (to === undefined || record.eventTime < to),
      );
      const oldest = fitting.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
      return (order === "oldest" ? oldest : oldest.toReversed()).slice(0, limit);
    },
  };
}
