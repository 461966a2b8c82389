import type { ReadEffect } from "../../core/effect.ts";
import type { ReadRecord, Unreadable } from "../../core/parse-records.ts";
import type { Page } from "../source.ts";
import type { Portion } from "./portions.ts";

/** A page is one transaction of the ledger: large enough to be quick, small enough to hold. */
const PAGE_THINGS = 1000;
/** Many files hold next to nothing; whoever waits shall still see that something happens. */
const PAGE_FILES = 500;
/** And first hits at once. */
const PAGE_MS = 1000;

/** What files held, as a page tells it. */
type Collected = Required<Pick<Page, "records" | "effects" | "unreadable" | "aside">>;

/** Collects what files held until it is worth a page. */
export class PageMaker {
  readonly #records: ReadRecord[] = [];
  readonly #effects: ReadEffect[] = [];
  readonly #unreadable: Unreadable[] = [];
  #aside = 0;
  #files = 0;
  #begun = performance.now();

  add({ scanned, isLast }: Portion): void {
    const { records, effects = [], unreadable, aside = 0 } = scanned;
    for (const one of records) this.#records.push(one);
    for (const one of effects) this.#effects.push(one);
    for (const one of unreadable) this.#unreadable.push(one);
    this.#aside += aside;
    if (isLast) this.#files++;
  }

  tell(unreadable: Unreadable): void {
    this.#unreadable.push(unreadable);
  }

  /** Where it is not, `take` gives all that was collected. */
  get isFull(): boolean {
    const most = Math.max(this.#records.length, this.#effects.length, this.#unreadable.length);
    return (
      most >= PAGE_THINGS ||
      this.#files >= PAGE_FILES ||
      (most + this.#files > 0 && performance.now() - this.#begun >= PAGE_MS)
    );
  }

  /** What was collected, or as much of it as a page holds; begins the next one. */
  take(): Collected {
    const taken = {
      records: this.#records.splice(0, PAGE_THINGS),
      effects: this.#effects.splice(0, PAGE_THINGS),
      unreadable: this.#unreadable.splice(0, PAGE_THINGS),
      aside: this.#aside,
    };
    this.#aside = 0;
    this.#files = 0;
    this.#begun = performance.now();
    return taken;
  }
}
