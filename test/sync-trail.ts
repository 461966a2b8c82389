// Run by the kill test as a process of its own: reads a trail's bucket into a ledger. Argument: what to read, as JSON.
import { ingest } from "../src/ingest/ingest.ts";
import { openTrail } from "../src/ingest/trail/open-trail.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

export interface TrailOrder {
  readonly uri: string;
  readonly accessKeyId: string;
  readonly ledger: string;
  readonly from: string;
  readonly to: string;
  readonly now: string;
}

/** Reads until the end. */
export async function syncTrail(order: TrailOrder): Promise<void> {
  const { uri, accessKeyId, from, to, now } = order;
  const source = openTrail(uri, {
    region: "eu-west-1",
    credentials: async () => ({ accessKeyId, secretAccessKey: "any" }),
  });
  const ledger = openLedger(order.ledger);
  const request = { window: { from, to }, now: new Date(now) };
  for await (const step of ingest(source, ledger, request)) void step;
  ledger.close();
}

if (import.meta.main) await syncTrail(JSON.parse(process.argv[2] ?? "") as TrailOrder);
