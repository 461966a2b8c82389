import type { StoredObject } from "../storage/object-store.ts";
import { HOUR_MS, type Context } from "./context.ts";
import type { TrailPlace } from "./find-places.ts";
import type { Span } from "./public-keys.ts";
import { dayPath, readLogMinute } from "./trail-key.ts";

/** A log file's name tells the minute only roughly: at the edge of what is proven, it may belong to either side. */
const EDGE_MS = 15 * 60_000;

/** The log files that lie in one place, listed day by day as they are needed, and which of them a digest names. */
export class LogShelf {
  readonly #listing: AsyncIterator<StoredObject>;
  readonly #prefix: string;
  readonly #window: Span;
  readonly #present = new Map<string, { readonly object: StoredObject; isNamed: boolean }>();
  #next: StoredObject | undefined;
  #isOver = false;
  /** Named by digests of hours whose files were not listed at that time. */
  readonly #named = new Set<string>();

  constructor({ base, region }: TrailPlace, { store, window, signal }: Context) {
    this.#prefix = `${base}CloudTrail/${region}/`;
    this.#window = window;
    const startAfter = `${this.#prefix}${dayPath(window.from - HOUR_MS)}`;
    const listing = store.list(this.#prefix, { startAfter, ...(signal && { signal }) });
    this.#listing = listing[Symbol.asyncIterator]();
  }

  /**
   * Lists up to and with the day of this moment.
   *
   * @returns how many files that were.
   * @throws StoreFailure
   */
  async listTo(at: number): Promise<number> {
    const last = `${this.#prefix}${dayPath(at)}/\u{10ffff}`;
    let count = 0;
    while (!this.#isOver) {
      this.#next ??= await this.#pull();
      if (!this.#next || this.#next.key > last) break;
      const object = this.#next;
      this.#present.set(object.key, { object, isNamed: this.#named.delete(object.key) });
      this.#next = undefined;
      count += 1;
    }
    return count;
  }

  /** A digest names this file; what is known of it, if it was listed. */
  name(key: string): StoredObject | undefined {
    const found = this.#present.get(key);
    if (!found) this.#named.add(key);
    else found.isNamed = true;
    return found?.object;
  }

  /**
   * Puts away all files older than a moment, and tells which of them no digest named.
   *
   * @param proven the hours that digests prove, oldest first, merged.
   */
  putAway(
    before: number,
    proven: readonly Span[],
  ): { readonly unlisted: readonly string[]; readonly undigested: readonly number[] } {
    const unlisted: string[] = [];
    const undigested: number[] = [];
    for (const [key, { isNamed }] of this.#present) {
      const at = readLogMinute(key) ?? dayOf(key);
      if (at >= before) continue;
      this.#present.delete(key);
      if (isNamed) continue;
      const isProven = proven.some(({ from, to }) => from + EDGE_MS <= at && at < to - EDGE_MS);
      if (isProven) unlisted.push(key);
      else if (this.#window.from <= at && at < this.#window.to) undigested.push(at);
    }
    return { unlisted, undigested };
  }

  async close(): Promise<void> {
    await this.#listing.return?.();
  }

  async #pull(): Promise<StoredObject | undefined> {
    const { done, value } = await this.#listing.next();
    this.#isOver = done === true;
    return this.#isOver ? undefined : (value as StoredObject);
  }
}

/** Noon of the day's folder, for what is not named as CloudTrail names its files. */
function dayOf(key: string): number {
  const [, year, month, day] = /\/(\d{4})\/(\d\d)\/(\d\d)\/[^/]*$/.exec(key) ?? [];
  const at = Date.parse(`${year ?? ""}-${month ?? ""}-${day ?? ""}T12:00:00Z`);
  return Number.isNaN(at) ? 0 : at;
}
