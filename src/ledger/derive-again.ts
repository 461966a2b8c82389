import type { DatabaseSync } from "node:sqlite";
import { DERIVED_VERSION } from "./columns.ts";
import { transact } from "./database.ts";
import { RawReader } from "./read-raw.ts";
import { RecordWriter } from "./write-records.ts";

const BATCH = 500;

/**
 * Reads again every record whose columns an older decoder filled. Each batch is a transaction of its own, so that it
 * can be interrupted, shared with another process that does the same, and never keeps a writer waiting for long.
 *
 * @param tell hears after each batch how many records are left.
 */
export function deriveAgain(
  database: DatabaseSync,
  location: string,
  tell?: (left: number) => void,
): void {
  const stale = database.prepare("SELECT count(*) AS left FROM records WHERE derived < ?");
  let left = Number(stale.get(DERIVED_VERSION)?.["left"]);
  if (left === 0) return;
  const writer = new RecordWriter(database);
  const reader = new RawReader(database, location);
  const next = database.prepare(
    "SELECT id, event_id, codec, raw FROM records WHERE derived < ? ORDER BY derived LIMIT ?",
  );
  while (left > 0) {
    left = transact(database, () => {
      const rows = next.all(DERIVED_VERSION, BATCH);
      for (const row of rows) {
        const eventID = String(row["event_id"]);
        const raw = { eventID, codec: Number(row["codec"]), raw: row["raw"] as Uint8Array };
        writer.derive(Number(row["id"]), reader.read(raw).record);
      }
      return rows.length < BATCH ? 0 : Number(stale.get(DERIVED_VERSION)?.["left"]);
    });
    tell?.(left);
  }
  transact(database, () => {
    database.prepare("DELETE FROM touched WHERE derived < ?").run(DERIVED_VERSION);
  });
}
