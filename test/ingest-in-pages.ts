// Run by the kill and concurrency tests as a process of its own: reads a source of known pages into a ledger and says
// on standard output which page is in it. Arguments: the ledger's file, how many pages, where to begin.
import { writeSync } from "node:fs";
import { ingest } from "../src/ingest/ingest.ts";
import type { Source } from "../src/ingest/source.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { builtRecord, timeOf } from "./ledger-records.ts";

export const PAGE_RECORDS = 100;
const PLACE = { account: "111122223333", region: "eu-west-1", selector: "everything" };

/** One record a second, a hundred a page; skips what is covered, as a source over the network does. */
function pagedSource(pages: number, first = 0): Source {
  return {
    uri: "event-history://",
    async *read({ covered }) {
      const seen = covered(PLACE.account, PLACE.region, PLACE.selector);
      for (let page = first; page < first + pages; page++) {
        const from = timeOf(page * PAGE_RECORDS);
        const to = timeOf((page + 1) * PAGE_RECORDS);
        if (seen.some((one) => one.from <= from && to <= one.to)) continue;
        const records = numbersOf(page).map((number) => builtRecord(number));
        const progress = String(page);
        yield { records, unreadable: [], covered: [{ ...PLACE, from, to }], progress };
      }
    },
  };
}

export function numbersOf(page: number): readonly number[] {
  return Array.from({ length: PAGE_RECORDS }, (_, index) => page * PAGE_RECORDS + index);
}

if (import.meta.main) {
  const [location = "", pages = "0", first = "0"] = process.argv.slice(2);
  const ledger = openLedger(location);
  const window = { from: timeOf(0), to: timeOf(0) };
  const source = pagedSource(Number(pages), Number(first));
  for await (const { progress } of ingest(source, ledger, { window, now: new Date() })) {
    writeSync(1, `${progress ?? ""}\n`);
  }
  ledger.close();
}
