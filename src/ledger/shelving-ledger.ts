import type { ReadRecord } from "../core/parse-records.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { keyText } from "./columns.ts";
import type { AddReport, Ledger, LedgerPage, RecordFilter } from "./ledger.ts";
import { SessionShelf, type ShelfOptions } from "./session-shelf.ts";
import { shelvable, type Shelvable } from "./shelvable.ts";

/**
 * A ledger in memory that writes down what may have opened a session only when a question wants it. Nobody can tell it
 * from the ledger within but by the time that adding takes.
 */
export class ShelvingLedger implements Ledger {
  readonly location: string;
  readonly outbox: Ledger["outbox"];
  readonly #ledger: Ledger;
  readonly #shelf: SessionShelf;

  /** @param ledger is empty, and nobody else's. */
  constructor(ledger: Ledger, options?: ShelfOptions) {
    this.#shelf = new SessionShelf(options);
    this.#ledger = ledger;
    this.location = ledger.location;
    this.outbox = ledger.outbox;
  }

  add(page: LedgerPage): AddReport {
    // Whoever posts looks at all there is, within the transaction.
    if (page.post) this.#write({});
    const fresh = this.#pickFresh(page.records);
    const records: ReadRecord[] = [];
    const aside: Shelvable[] = [];
    for (const read of fresh) {
      const one = page.post ? undefined : shelvable(read, page.source);
      if (one) aside.push(one);
      else records.push(read);
    }
    const report = this.#ledger.add({ ...page, records });
    for (const { record } of records) this.#shelf.pass(keyText(record.eventID));
    for (const one of aside) this.#shelf.put(one);
    const added = report.added + aside.length;
    return { ...report, added, known: page.records.length - added };
  }

  *records(filter: RecordFilter): Generator<CloudTrailRecord> {
    this.#write(filter);
    yield* this.#ledger.records(filter);
  }

  count(filter: RecordFilter): number {
    const shelved = this.#shelf.count(filter);
    // A limit is none to what is counted.
    if (shelved === undefined) this.#write({ ...filter, limit: Number.POSITIVE_INFINITY });
    return this.#ledger.count(filter) + (shelved ?? 0);
  }

  raw(eventID: string): string | undefined {
    this.#write({ eventID });
    return this.#ledger.raw(eventID);
  }

  effects(...asked: Parameters<Ledger["effects"]>): ReturnType<Ledger["effects"]> {
    return this.#ledger.effects(...asked);
  }

  coverage(...asked: Parameters<Ledger["coverage"]>): ReturnType<Ledger["coverage"]> {
    return this.#ledger.coverage(...asked);
  }

  note(key: string): string | undefined {
    return this.#ledger.note(key);
  }

  saveNote(key: string, value: string): void {
    this.#ledger.saveNote(key, value);
  }

  changePace(...asked: Parameters<Ledger["changePace"]>): ReturnType<Ledger["changePace"]> {
    return this.#ledger.changePace(...asked);
  }

  paces(): ReturnType<Ledger["paces"]> {
    return this.#ledger.paces();
  }

  close(): void {
    this.#shelf.close();
    this.#ledger.close();
  }

  /** Each once, and none that is known. */
  #pickFresh(records: readonly ReadRecord[]): readonly ReadRecord[] {
    const seen = new Set<string>();
    return records.filter(({ record }) => {
      const id = keyText(record.eventID);
      return !this.#shelf.knows(id) && seen.size < seen.add(id).size;
    });
  }

  /** Writes down what the filter may want. */
  #write(filter: RecordFilter): void {
    const wanted = this.#shelf.wanted(filter);
    for (let from = 0; from < wanted.length; from += TOGETHER) {
      const part = wanted.slice(from, from + TOGETHER);
      const bySource = new Map<string, ReadRecord[]>();
      for (const one of part) {
        const { source, ...read } = this.#shelf.read(one);
        const records = bySource.get(source) ?? [];
        bySource.set(source, records);
        records.push(read);
      }
      for (const [source, records] of bySource) this.#ledger.add({ source, records });
      this.#shelf.take(part);
    }
  }
}

/** So many are read and written at once: more would only fill memory. */
const TOGETHER = 1000;
