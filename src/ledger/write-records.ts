import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CloudTrailRecord } from "../core/record.ts";
import { deriveColumns, DERIVED_VERSION, type Columns } from "./columns.ts";

/** A record made ready before the write lock is taken. */
export interface ReadyRecord {
  readonly columns: Columns;
  readonly codec: number;
  readonly raw: Uint8Array;
}

/** Writes records and what they touch; inside a transaction of the caller's. */
export class RecordWriter {
  readonly #insertRecord: StatementSync;
  readonly #insertTouched: StatementSync;
  readonly #updateRecord: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insertRecord = database.prepare(
      // Not OR IGNORE: that would also pass over a record that breaks another rule.
      `INSERT INTO records (event_id, event_time, account, region, event_source, event_name, nature,
         is_refused, is_root, access_key_id, derived, source, codec, raw)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING`,
    );
    this.#insertTouched = database.prepare(
      `INSERT OR REPLACE INTO touched (name, event_time, record, kind, cluster, derived) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#updateRecord = database.prepare(
      `UPDATE records SET event_time = ?, account = ?, region = ?, event_source = ?, event_name = ?, nature = ?,
         is_refused = ?, is_root = ?, access_key_id = ?, derived = ? WHERE id = ?`,
    );
  }

  /** @returns false where the ledger has a record with this eventID. */
  add({ columns, codec, raw }: ReadyRecord, source: number): boolean {
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

  /** Fills a row's columns again from its record, as the decoder reads it now. */
  derive(id: number, record: CloudTrailRecord): void {
    const columns = deriveColumns(record);
    this.#updateRecord.run(...derivedValues(columns), id);
    this.#touch(id, columns);
  }

  #touch(id: number, { eventTime, touched }: Columns): void {
    for (const { name, kind, cluster } of touched) {
      this.#insertTouched.run(name, eventTime, id, kind, cluster, DERIVED_VERSION);
    }
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
