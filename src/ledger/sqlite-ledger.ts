import type { DatabaseSync } from "node:sqlite";
import type { Coverage } from "../core/coverage.ts";
import type { Effect } from "../core/effect.ts";
import type { ReadRecord } from "../core/parse-records.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { keyText } from "./columns.ts";
import { addCovered, readCoverage } from "./coverage-table.ts";
import { checkpoint, openDatabase, stayInMemory, transact } from "./database.ts";
import { deriveAgain } from "./derive-again.ts";
import { addEffects, findEffects } from "./effect-table.ts";
import type {
  AddReport,
  ChangePace,
  CoverageFilter,
  EffectFilter,
  Ledger,
  LedgerPage,
  QuotaPace,
  RecordFilter,
} from "./ledger.ts";
import { OutboxTable, post } from "./outbox-table.ts";
import { changePace, listPaces } from "./pace-table.ts";
import { CODEC } from "./raw-text.ts";
import { RawReader } from "./read-raw.ts";
import { makeReady, type ReadyRecord } from "./ready-records.ts";
import { readRows } from "./read-rows.ts";
import { queriesFor, selectIds } from "./record-queries.ts";
import type { ShelfOptions } from "./session-shelf.ts";
import { ShelvingLedger } from "./shelving-ledger.ts";
import { explainingErrors } from "./sqlite-error.ts";
import { temporaryPlace, type TemporaryPlace } from "./temporary-place.ts";
import { RecordWriter, type BundleIDs } from "./write-records.ts";

export interface LedgerOptions {
  /** Hears how many records are still to be read again after an update of TaskTrail changed the decoder. */
  readonly onDerive?: (left: number) => void;
  /** How a ledger that ends with the process keeps what may have opened a session. */
  readonly shelf?: ShelfOptions;
  /** Where such a ledger puts what memory should not hold. */
  readonly place?: TemporaryPlace;
}

/**
 * Opens the ledger at `location`, and makes it, private to this user, where there is none.
 *
 * @param location a file's path, or `:memory:` for one that ends with the process: in memory, and what is too much for it
 *   in private temporary files.
 * @throws OperatorError `ledger-unusable`, `ledger-busy`, `unsupported-node`.
 */
export function openLedger(location: string, options: LedgerOptions = {}): Ledger {
  const { place = temporaryPlace(), shelf } = options;
  const database = openDatabase(location);
  return explainingErrors(location, () => {
    try {
      deriveAgain(database, location, options.onDerive);
      if (location === ":memory:") stayInMemory(database, place);
      const ledger = new SqliteLedger(database, location, place);
      // What is not written yet must not be lost with the process, nor be looked for by another.
      return location === ":memory:" ? new ShelvingLedger(ledger, { ...shelf, place }) : ledger;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

type AddedRows = Pick<AddReport, "added" | "posted">;

/** After so many added records and effects the log is moved into the database, or the disk looked at. */
const CHECKPOINT_EVERY = 10_000;

/** SQLite joins up to 500 selects in one statement. */
const MOST_COUNTED_TOGETHER = 200;

class SqliteLedger implements Ledger {
  readonly location: string;
  readonly outbox: OutboxTable;
  // Held for as long as the ledger: @photostructure/sqlite closes a database that only its statements still know.
  readonly #database: DatabaseSync;
  readonly #writer: RecordWriter;
  readonly #reader: RawReader;
  readonly #codec: 0 | 1;
  readonly #place: TemporaryPlace;
  #addedSinceCheckpoint = 0;

  constructor(database: DatabaseSync, location: string, place: TemporaryPlace) {
    this.location = location;
    this.#place = place;
    this.#database = database;
    this.#writer = new RecordWriter(database);
    this.#reader = new RawReader(database, location);
    this.outbox = new OutboxTable(database, (work) => this.#explaining(work));
    this.#codec = location === ":memory:" ? CODEC.plain : CODEC.dictionary1;
  }

  add(page: LedgerPage): AddReport {
    return this.#explaining(() => {
      const ready = makeReady(this.#pickFresh(page.records), this.#codec);
      const write = (): AddedRows => transact(this.#database, () => this.#write(page, ready));
      const written = page.post ? this.#survivingCuts(write) : write();
      this.#addedSinceCheckpoint += written.added + (page.effects?.length ?? 0);
      if (this.#addedSinceCheckpoint >= CHECKPOINT_EVERY) this.#checkpoint();
      return { ...written, known: page.records.length - written.added };
    });
  }

  *records(filter: RecordFilter): Generator<CloudTrailRecord> {
    const { order = "newest", limit = Number.POSITIVE_INFINITY } = filter;
    const rows = readRows(this.#database, queriesFor(filter), order, limit);
    for (let given = 0; given < limit; given++) {
      const record = this.#explaining(() => {
        const next = rows.next();
        return next.done === true ? undefined : this.#reader.read(next.value).record;
      });
      if (!record) return;
      yield record;
    }
  }

  count(filter: RecordFilter): number {
    return this.#explaining(() => {
      const queries = queriesFor(filter).map(selectIds);
      if (queries.length <= MOST_COUNTED_TOGETHER) return this.#countTogether(queries);
      const found = new Set<unknown>();
      for (const { sql, values } of queries) {
        for (const row of this.#database.prepare(sql).all(...values)) found.add(row["id"]);
      }
      return found.size;
    });
  }

  effects(filter: EffectFilter): readonly Effect[] {
    return this.#explaining(() => findEffects(this.#database, filter));
  }

  raw(eventID: string): string | undefined {
    return this.#explaining(() => {
      const [row] = readRows(this.#database, queriesFor({ eventID }), "newest", 1);
      return row && this.#reader.read(row).text;
    });
  }

  coverage(filter: CoverageFilter): readonly Coverage[] {
    return this.#explaining(() => readCoverage(this.#database, filter));
  }

  note(key: string): string | undefined {
    return this.#explaining(() => {
      const row = this.#database.prepare("SELECT value FROM notes WHERE key = ?").get(keyText(key));
      return row && String(row["value"]);
    });
  }

  saveNote(key: string, value: string): void {
    this.#explaining(() => {
      this.#database
        .prepare("INSERT OR REPLACE INTO notes (key, value) VALUES (?, ?)")
        .run(keyText(key), value);
    });
  }

  changePace(quota: string, change: Parameters<ChangePace>[1]): QuotaPace | undefined {
    return this.#explaining(() => changePace(this.#database, quota, change));
  }

  paces(): ReturnType<typeof listPaces> {
    return this.#explaining(() => listPaces(this.#database));
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#explaining(() => {
      if (this.#addedSinceCheckpoint > 0) this.#checkpoint();
      this.#database.close();
    });
  }

  /** Each once, and none that is known: to make it ready is the dearest part of adding. */
  #pickFresh(records: readonly ReadRecord[]): readonly ReadRecord[] {
    const fresh = new Map<string, ReadRecord>();
    for (const read of records) {
      const id = keyText(read.record.eventID);
      if (!fresh.has(id) && !this.#writer.has(id)) fresh.set(id, read);
    }
    return [...fresh.values()];
  }

  #write(page: LedgerPage, ready: readonly ReadyRecord[]): AddedRows {
    const { source, covered = [], effects = [] } = page;
    const sourceID = ready.length + effects.length === 0 ? 0 : this.#sourceID(source);
    if (effects.length > 0) addEffects(this.#database, effects, sourceID, this.#codec);
    const bundles: BundleIDs = new Map();
    const added = ready.filter((record) => this.#writer.add(record, sourceID, bundles)).length;
    for (const one of covered) addCovered(this.#database, source, one);
    const told = page.post?.();
    if (!told) return { added };
    return { added, posted: post(this.#database, told.postings, told.grouping) };
  }

  #sourceID(uri: string): number {
    const find = this.#database.prepare("SELECT id FROM sources WHERE uri = ?");
    const known = find.get(keyText(uri));
    if (known) return Number(known["id"]);
    const insert = this.#database.prepare("INSERT INTO sources (uri) VALUES (?)");
    return Number(insert.run(keyText(uri)).lastInsertRowid);
  }

  /** Once a page is kept, its queue is told to forget it: this commit must not be lost with the power. */
  #survivingCuts<Result>(write: () => Result): Result {
    this.#database.exec("PRAGMA synchronous = FULL");
    try {
      return write();
    } finally {
      this.#database.exec("PRAGMA synchronous = NORMAL");
    }
  }

  #countTogether(queries: readonly ReturnType<typeof selectIds>[]): number {
    if (queries.length === 0) return 0;
    const ids = queries.map(({ sql }) => sql).join(" UNION ");
    const values = queries.flatMap((query) => query.values);
    const row = this.#database.prepare(`SELECT count(*) AS found FROM (${ids})`).get(...values);
    return Number(row?.["found"]);
  }

  #checkpoint(): void {
    this.#addedSinceCheckpoint = 0;
    if (this.location === ":memory:") stayInMemory(this.#database, this.#place);
    else checkpoint(this.#database);
  }

  #explaining<Result>(work: () => Result): Result {
    return explainingErrors(this.location, work);
  }
}
