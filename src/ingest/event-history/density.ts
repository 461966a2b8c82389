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
  /** Operation → events of it. */
  readonly names: ReadonlyMap<string, number>;
}

/** How dense events lie, as the pages seen so far tell: from this follows what the rest will cost. */
export class Density {
  readonly #pages = new Map<string, readonly Measured[]>();

  note(selector: string, { records, unreadable }: LookupPage, seconds: number): void {
    const names = new Map<string, number>();
    for (const { record } of records) {
      names.set(record.eventName, (names.get(record.eventName) ?? 0) + 1);
    }
    const page = { events: records.length + unreadable.length, seconds, names };
    this.#pages.set(selector, [...this.#seen(selector), page].slice(-REMEMBERED));
  }

  isKnown(selector: string): boolean {
    return this.#pages.has(selector);
  }

  /** Requests expected for these stretches through a selector whose pages have been seen. */
  pages(selector: string, spans: readonly Span[]): number {
    return requestsFor(spans, this.#events(selector) / Math.max(1, this.#seconds(selector)));
  }

  /** By what part of it an estimate may well be wrong: chance alone makes so much. */
  doubt(selector: string): number {
    return 1 / Math.sqrt(Math.max(1, this.#events(selector)));
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
    const [widest = ""] = scans.toSorted((one, other) => this.#seconds(other) - this.#seconds(one));
    const events = sum(this.#seen(widest), ({ names }) => names.get(label) ?? 0);
    return requestsFor(spans, events / Math.max(1, this.#seconds(widest)));
  }

  #seen(selector: string): readonly Measured[] {
    return this.#pages.get(selector) ?? [];
  }

  #events(selector: string): number {
    return sum(this.#seen(selector), ({ events }) => events);
  }

  #seconds(selector: string): number {
    return sum(this.#seen(selector), ({ seconds }) => seconds);
  }
}

function sum(pages: readonly Measured[], read: (page: Measured) => number): number {
  return pages.reduce((total, page) => total + read(page), 0);
}

/** Each stretch costs a request, however empty; a last page is half full on average. */
function requestsFor(spans: readonly Span[], perSecond: number): number {
  return spans.reduce((requests, { from, to }) => {
    const pages = (perSecond * (to - from)) / PER_PAGE;
    return requests + (pages < 0.8 ? 1 : pages + 0.5);
  }, 0);
}
