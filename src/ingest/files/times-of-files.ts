import type { Coverage } from "../../core/coverage.ts";
import type { Portion } from "../trail/portions.ts";
import type { FileSpan } from "../trail/scanner.ts";
import { SpanOfTimes } from "./span-of-times.ts";

/** Collects, one file after another, from when to when there is something in them: what files prove by themselves. */
export class TimesOfFiles {
  readonly #seen = new SpanOfTimes();
  /** Of the file at hand: the records that were read, what it says of all, and how many were left aside. */
  #read = new SpanOfTimes();
  #told: readonly FileSpan[] | undefined;
  #aside = 0;
  #isBegun = false;

  add({ scanned, isLast }: Portion): void {
    const { records, effects = [], spans, aside = 0 } = scanned;
    for (const { effect } of effects) this.#seen.addEffect(effect);
    if (spans !== undefined) this.#told = [...(this.#told ?? []), ...spans];
    this.#aside += aside;
    const isAll = isLast && !this.#isBegun;
    // Where the file says it of all, nobody need look at each.
    if (!isAll || spans === undefined) for (const { record } of records) this.#read.add(record);
    this.#isBegun = true;
    if (isLast) this.#end(this.#told);
  }

  /** As coverage. Of a file that was not read to its end only what was read counts. */
  coverage(source: string): readonly Coverage[] {
    if (this.#isBegun) this.#end(undefined);
    return this.#seen.coverage(source);
  }

  #end(told: readonly FileSpan[] | undefined): void {
    for (const span of told ?? this.#read.list()) this.#seen.addSpan(span);
    if (told === undefined) this.#seen.addUnseen(this.#aside);
    this.#read = new SpanOfTimes();
    this.#told = undefined;
    this.#aside = 0;
    this.#isBegun = false;
  }
}
