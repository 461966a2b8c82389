import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CloudTrailRecord } from "../core/record.ts";
import { deriveColumns, DERIVED_VERSION, type Columns } from "./columns.ts";
import { CODEC } from "./raw-text.ts";
import type { Bundle, ReadyRecord } from "./ready-records.ts";

/** The bundles that were written in one transaction. */
export type BundleIDs = Map<Bundle, number>;

/** Writes records and what they touch; inside a transaction of the caller's. */
export class RecordWriter {
  readonly #hasRecord: StatementSync;
  readonly #insertRecord: StatementSync;
  readonly #insertBundle: StatementSync;
  readonly #insertTouched: StatementSync;
  readonly #insertPlace: StatementSync;
  readonly #findPlace: StatementSync;
  readonly #updateRecord: StatementSync;

  constructor(database: DatabaseSync) {
    this.#hasRecord = database.prepare("SELECT 1 FROM records WHERE event_id = ?");
    this.#insertBundle = database.prepare("INSERT INTO bundles (codec, raw) VALUES (?, ?)");
    this.#insertRecord = database.prepare(
      // Not OR IGNORE: that would also pass over a record that breaks another rule.
      `INSERT INTO records (event_id, event_time, account, region, event_source, event_name, nature,
         is_refused, is_root, access_key_id, derived, source, codec, raw)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING`,
    );
    this.#insertTouched = database.prepare(
      `INSERT OR REPLACE INTO touched (name, is_change, event_time, record, kind, cluster, place, derived)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#findPlace = database.prepare("SELECT id FROM places WHERE account = ? AND region = ?");
    this.#insertPlace = database.prepare("INSERT INTO places (account, region) VALUES (?, ?)");
    this.#updateRecord = database.prepare(
      `UPDATE records SET event_time = ?, account = ?, region = ?, event_source = ?, event_name = ?, nature = ?,
         is_refused = ?, is_root = ?, access_key_id = ?, derived = ? WHERE id = ?`,
    );
  }

  /** @returns false where the ledger has a record with this eventID. */
  add(ready: ReadyRecord, source: number, bundles: BundleIDs): boolean {
    const { columns } = ready;
    // A bundle that nothing lies in would be kept for ever.
    if ("bundle" in ready && !bundles.has(ready.bundle) && this.has(columns.eventID)) return false;
    const { codec, raw } = "bundle" in ready ? this.#placeIn(ready.bundle, ready, bundles) : ready;
    const { changes, lastInsertRowid } = this.#insertRecord.run(
      columns.eventID,
      ...derivedValues(columns),
      source,
      codec,
      raw,
    );
    if (Number(changes) === 0) return false;
    this.#touch(Number(lastInsertRowid), columns);
    return true;
  }

  /** @param eventID as the database keeps it. */
  has(eventID: string): boolean {
    return this.#hasRecord.get(eventID) !== undefined;
  }

  #placeIn(
    bundle: Bundle,
    { from, to }: { readonly from: number; readonly to: number },
    bundles: BundleIDs,
  ): { readonly codec: number; readonly raw: Uint8Array } {
    const known = bundles.get(bundle);
    const id = known ?? Number(this.#insertBundle.run(bundle.codec, bundle.raw).lastInsertRowid);
    bundles.set(bundle, id);
    const raw = new TextEncoder().encode(`${String(id)} ${String(from)} ${String(to)}`);
    return { codec: CODEC.bundled, raw };
  }

  /** Fills a row's columns again from its record, as the decoder reads it now. */
  derive(id: number, record: CloudTrailRecord): void {
    const columns = deriveColumns(record);
    this.#updateRecord.run(...derivedValues(columns), id);
    this.#touch(id, columns);
  }

  #touch(id: number, { eventTime, nature, account, region, touched }: Columns): void {
    if (touched.length === 0) return;
    const place = this.#placeID(account, region);
    const isChange = Number(nature === "mutating");
    for (const { name, kind, cluster } of touched) {
      this.#insertTouched.run(name, isChange, eventTime, id, kind, cluster, place, DERIVED_VERSION);
    }
  }

  /** Asked anew each time: what is remembered of a transaction that was rolled back would name nothing. */
  #placeID(account: string, region: string): number {
    const known = this.#findPlace.get(account, region);
    if (known) return Number(known["id"]);
    return Number(this.#insertPlace.run(account, region).lastInsertRowid);
  }
}

function derivedValues(columns: Columns): (string | number | null)[] {
  const { eventTime, account, region, eventSource, eventName, nature, accessKeyId } = columns;
  return [
    eventTime,
    account,
    region,
    eventSource,
    eventName,
    nature,
    Number(columns.isRefused),
    Number(columns.isRoot),
    accessKeyId ?? null,
    DERIVED_VERSION,
  ];
}
