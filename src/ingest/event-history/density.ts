import type { LookupPage } from "./read-hole.ts";
import type { Span } from "./spans.ts";
import type { Topic } from "./quest.ts";

/** Events on a full page of LookupEvents. */
const PER_PAGE = 50;

/** So many of a selector's last pages tell how dense it is: enough to be steady, few enough to notice that night falls. */
const REMEMBERED = 8;

interface Measured {
  readonly events: number;
  readonly seconds: number;
}

/** How dense events lie, as the pages seen so far tell: from this follows what the rest will cost. */
export class Density {
  readonly #pages = new Map<string, readonly Measured[]>();
  /** Selector → operation → events of it on the selector's pages. */
  readonly #names = new Map<string, Map<string, number>>();
  readonly #seconds = new Map<string, number>();

  note(selector: string, { records, unreadable }: LookupPage, seconds: number): void {
    const page = { events: records.length + unreadable.length, seconds };
    this.#pages.set(selector, [...(this.#pages.get(selector) ?? []), page].slice(-REMEMBERED));
    this.#seconds.set(selector, (this.#seconds.get(selector) ?? 0) + seconds);
    const names = this.#names.get(selector) ?? new Map<string, number>();
    this.#names.set(selector, names);
    for (const { record } of records) {
      names.set(record.eventName, (names.get(record.eventName) ?? 0) + 1);
    }
  }

  isKnown(selector: string): boolean {
    return this.#pages.has(selector);
  }

  /** Requests expected for these stretches through a selector whose pages have been seen. */
  pages(selector: string, spans: readonly Span[]): number {
    const seen = this.#pages.get(selector) ?? [];
    const events = seen.reduce((sum, page) => sum + page.events, 0);
    const seconds = seen.reduce((sum, page) => sum + page.seconds, 0);
    return requestsFor(spans, events / Math.max(1, seconds));
  }

  /**
   * Requests expected for these stretches of one topic: as its own pages tell, else as the pages of the scan that reached
   * back furthest tell.
   */
  pagesOfTopic(
    { selector, label }: Topic,
    spans: readonly Span[],
    scans: readonly string[],
  ): number {
    if (this.isKnown(selector)) return this.pages(selector, spans);
    const [widest] = scans.toSorted((one, other) => this.#length(other) - this.#length(one));
    const events = this.#names.get(widest ?? "")?.get(label) ?? 0;
    return requestsFor(spans, events / Math.max(1, this.#length(widest ?? "")));
  }

  #length(selector: string): number {
    return this.#seconds.get(selector) ?? 0;
  }
}

/** Each stretch costs a request, however empty; a last page is half full on average. */
function requestsFor(spans: readonly Span[], perSecond: number): number {
  return spans.reduce((sum, { from, to }) => {
    const pages = (perSecond * (to - from)) / PER_PAGE;
    return sum + (pages < 0.8 ? 1 : pages + 0.5);
  }, 0);
}
