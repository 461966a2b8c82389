import { createAttributor } from "../../src/core/attribute.ts";
import type { Change } from "../../src/core/change.ts";
import { decode } from "../../src/core/decode.ts";
import { parseRecords } from "../../src/core/parse-records.ts";
import { whyKept } from "../../src/ingest/is-kept.ts";
import { archiveOf } from "../../src/ledger/archive.ts";
import { openLedger } from "../../src/ledger/sqlite-ledger.ts";
import type { Case } from "./corpus.ts";

/** What TaskTrail makes of the case's subject, on the path that every record takes: parsed, kept, decoded, followed. */
export function tryCase({ records, subject }: Case): Change {
  const parsed = parseRecords(records.map((record) => JSON.stringify(record)).join("\n"));
  const asked = parsed.records.find(({ record }) => record.eventID === subject);
  if (asked === undefined) throw new Error(`The subject ${subject} cannot be read as a record.`);
  const ledger = openLedger(":memory:");
  try {
    for (const one of parsed.records) {
      if (whyKept(one.record) === undefined) continue;
      ledger.add({ source: "file:///accuracy", records: [one] });
    }
    return createAttributor(archiveOf(ledger)).attribute(decode(asked.record), asked.record);
  } finally {
    ledger.close();
  }
}
