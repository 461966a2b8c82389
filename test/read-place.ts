// Run by tests as a process of its own: reads one account's side of one region into a ledger, and says after each page
// on standard output how many requests it has made. Argument: what to read, as JSON.
import { writeSync } from "node:fs";
import type { AccountRegion } from "../bench/many-accounts.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

export interface ReadingOrder {
  readonly place: AccountRegion;
  readonly endpointUrl: string;
  readonly ledger: string;
  readonly from: string;
  readonly to: string;
  readonly now: string;
  readonly everything?: boolean;
  /** Does not wait for its turns. */
  readonly isHasty?: boolean;
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? "") as ReadingOrder;
  const { place, endpointUrl, from, to, now, everything = false, isHasty = false } = order;
  const { account, accessKeyId, region } = place;
  const source = await openSource(`event-history://${region}`, {
    endpointUrl,
    account,
    credentials: async () => ({ accessKeyId, secretAccessKey: "emulator" }),
    ...(isHasty && { sleep: async () => {} }),
  });
  const ledger = openLedger(order.ledger);
  let requests = 0;
  const request = { window: { from, to }, now: new Date(now), everything };
  for await (const step of ingest(source, ledger, request)) {
    requests += step.requests;
    writeSync(1, `${requests}\n`);
  }
  ledger.close();
}
