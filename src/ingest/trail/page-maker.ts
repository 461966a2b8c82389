import type { ReadRecord, Unreadable } from "../../core/parse-records.ts";
import type { Scanned } from "./scanner.ts";

/** A page is one transaction of the ledger: large enough to be quick, small enough to hold. */
const PAGE_RECORDS = 1000;
const PAGE_FILES = 500;
/** Whoever waits shall see first hits at once. */
const PAGE_MS = 1000;

/** Collects what files held until it is worth a page. */
export class PageMaker {
  #records: ReadRecord[] = [];
  #unreadable: Unreadable[] = [];
  #files = 0;
  #begun = performance.now();

  add({ records, unreadable }: Scanned): void {
    for (const record of records) this.#records.push(record);
    for (const one of unreadable) this.#unreadable.push(one);
    this.#files++;
  }

  tell(unreadable: Unreadable): void {
    this.#unreadable.push(unreadable);
  }

  get isFull(): boolean {
    return (
      this.#records.length >= PAGE_RECORDS ||
      this.#files >= PAGE_FILES ||
      performance.now() - this.#begun >= PAGE_MS
    );
  }

  /** What was collected; begins the next one. */
  take(): { readonly records: readonly ReadRecord[]; readonly unreadable: readonly Unreadable[] } {
    const taken = { records: this.#records, unreadable: this.#unreadable };
    this.#records = [];
    this.#unreadable = [];
    this.#files = 0;
    this.#begun = performance.now();
    return taken;
  }
}
