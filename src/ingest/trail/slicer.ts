import { subtractSpans, type Span } from "../event-history/spans.ts";
import { DAY } from "./trail-key.ts";

/** Listings of about so many keys are worth their requests, and can be held. */
const FEW_KEYS = 2500;
const MANY_KEYS = 10_000;
const MOST_DAYS = 64;

/** Cuts stretches of delivery time into days, newest first, and into more at once where few files come. */
export class Slicer {
  #left: readonly Span[];
  #days = 1;

  /** @param spans when what is wanted was delivered: seconds since 1970. */
  constructor(spans: readonly Span[]) {
    this.#left = spans;
  }

  /** Seconds that are left. */
  get length(): number {
    return this.#left.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Up to where everything is left; nothing where all was given. */
  get top(): number | undefined {
    return this.#left.at(-1)?.to;
  }

  /** Leaves out what is before. */
  forget(before: number): void {
    this.#left = subtractSpans(this.#left, [{ from: Number.NEGATIVE_INFINITY, to: before }]);
  }

  next(): Span | undefined {
    const newest = this.#left.at(-1);
    if (!newest) return undefined;
    const day = Math.floor((newest.to - 1) / DAY) * DAY;
    const slice = { from: Math.max(newest.from, day - (this.#days - 1) * DAY), to: newest.to };
    this.#left = subtractSpans(this.#left, [slice]);
    return slice;
  }

  /** Says how many keys the last slice had. */
  adapt(keys: number): void {
    if (keys < FEW_KEYS) this.#days = Math.min(MOST_DAYS, this.#days * 2);
    else if (keys > MANY_KEYS) this.#days = Math.max(1, Math.floor(this.#days / 2));
  }
}
