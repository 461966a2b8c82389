import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createAttributor } from "../../src/core/attribute.ts";
import { decode } from "../../src/core/decode.ts";
import { parseRecords, type ReadRecord } from "../../src/core/parse-records.ts";
import { whyKept } from "../../src/ingest/is-kept.ts";
import { archiveOf } from "../../src/ledger/archive.ts";
import { openLedger } from "../../src/ledger/sqlite-ledger.ts";
import { neutral, table } from "./report.ts";

const WIDTHS: readonly number[] = [44, 40, 11, 44, 46, 8, 60];
const SOURCE = /^(?:sts|sso|sso-directory|sso-oauth|signin|identitystore)\.amazonaws\.com$/;

/**
 * Who stood behind each published sign-in, STS and SSO record, as a table; nothing where the folder is absent. Each file is
 * read with the other records of the same file at hand.
 */
export function tableOfRealRecords(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const rows = readdirSync(folder)
    .filter((name) => /\.(?:nd)?json$/.test(name))
    .toSorted()
    .flatMap((name) => rowsOf(name, readFileSync(join(folder, name), "utf8")));
  const unique = [...new Map(rows.map((row) => [row.join("\t"), row])).values()];
  const heads = ["file", "event", "kind", "name", "via", "grade", "what is missing"];
  const shown = table(heads, unique, "left");
  return `${shown}\n\n${rows.length} sign-in, STS and SSO records, ${unique.length} rows that differ; ${tally(rows)}`;
}

function rowsOf(file: string, text: string): readonly string[][] {
  const { records } = parseRecords(text);
  const ledger = openLedger(":memory:");
  try {
    ledger.add({
      source: `file:///${file}`,
      records: records.filter(({ record }) => whyKept(record) !== undefined),
    });
    const { attribute } = createAttributor(archiveOf(ledger));
    return records
      .filter(({ record }) => SOURCE.test(record.eventSource))
      .map(({ record }: ReadRecord) => {
        const { actor } = attribute(decode(record), record);
        const event = `${record.eventSource.split(".")[0] ?? ""} ${record.eventName}`;
        const missing = actor.gaps.map((gap) => gap.missing).join("; ");
        return [file, event, actor.kind, actor.name, actor.via, actor.grade ?? "-", missing].map(
          (cell, at) => neutral(cell).slice(0, WIDTHS[at]),
        );
      });
  } finally {
    ledger.close();
  }
}

function tally(rows: readonly string[][]): string {
  const counts = new Map<string, number>();
  for (const [, , kind = ""] of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(", ");
}
