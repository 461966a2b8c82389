import type {
  Event,
  LookupEventsCommandInput,
  LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";

/** The events of one source and operation. */
export interface Kind {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** Seconds since 1970, sorted. */
  readonly times: Uint32Array;
}

/** One event: the kind's place, and the event's place in it. */
interface Place {
  readonly kind: number;
  readonly index: number;
}

const SERVICES = 40;

/**
 * Answers LookupEvents as the emulator does (test/event-store.test.ts holds the two against each other), but for tens of
 * millions of events: a page is merged from sorted lists.
 */
export class EventStore {
  readonly kinds: readonly Kind[];
  readonly #found = new Map<string, readonly number[]>();

  constructor(kinds: readonly Kind[]) {
    this.kinds = kinds;
  }

  lookUp(input: LookupEventsCommandInput): LookupEventsCommandOutput {
    const { LookupAttributes = [], StartTime, EndTime, NextToken, MaxResults = 50 } = input;
    const [{ AttributeKey: key, AttributeValue: value } = {}] = LookupAttributes;
    const kinds = this.#kindsOf(`${key}=${value}`);
    const start = secondOf(StartTime, 0);
    const end = secondOf(EndTime, Infinity);
    const next = kinds.map((kind) => this.#position(kind, end, NextToken));
    const page: Place[] = [];
    for (;;) {
      const best = this.#newest(kinds, next, start);
      if (best === undefined) return { Events: this.#events(page), $metadata: {} };
      if (page.length === MaxResults) break;
      next[best] = (next[best] ?? 0) - 1;
      page.push({ kind: kinds[best] ?? 0, index: next[best] ?? 0 });
    }
    const { kind = 0, index = 0 } = page.at(-1) ?? {};
    return { Events: this.#events(page), NextToken: `${kind}:${index}`, $metadata: {} };
  }

  /** The eventIDs that a selector finds from one second up to but not including another. */
  lookUpAll(selector: string, from: number, to: number): readonly string[] {
    return this.#kindsOf(selector).flatMap((kind) => {
      const first = this.firstOf(kind, from);
      const count = this.countOf(kind, from, to);
      return Array.from({ length: count }, (_, index) => `${kind}:${first + index}`);
    });
  }

  /** How many events a selector finds from one second up to but not including another. */
  count(selector: string, from: number, to: number): number {
    return this.#kindsOf(selector)
      .map((kind) => this.countOf(kind, from, to))
      .reduce((sum, count) => sum + count, 0);
  }

  countOf(kind: number, from: number, to: number): number {
    const { times = new Uint32Array() } = this.kinds[kind] ?? {};
    return before(times, to) - before(times, from);
  }

  /** Events of a kind before a second. */
  firstOf(kind: number, from: number): number {
    return before(this.kinds[kind]?.times ?? new Uint32Array(), from);
  }

  #kindsOf(selector: string): readonly number[] {
    const known = this.#found.get(selector);
    if (known) return known;
    const found = this.kinds.flatMap(({ source, name, readOnly }, index) => {
      const attributes = [`EventSource=${source}`, `EventName=${name}`, `ReadOnly=${readOnly}`];
      return attributes.includes(selector) ? [index] : [];
    });
    this.#found.set(selector, found);
    return found;
  }

  /** Where to go on in a kind, downwards: so many of its events are still to come. */
  #position(kind: number, end: number, token: string | undefined): number {
    const { times = new Uint32Array() } = this.kinds[kind] ?? {};
    if (token === undefined) return before(times, end + 1);
    const [last = 0, index = 0] = token.split(":").map(Number);
    if (kind === last) return index;
    const second = this.kinds[last]?.times[index] ?? 0;
    return before(times, kind < last ? second + 1 : second);
  }

  #newest(kinds: readonly number[], next: readonly number[], start: number): number | undefined {
    let best: number | undefined;
    let newest = start;
    for (const [place, kind] of kinds.entries()) {
      const at = this.kinds[kind]?.times[(next[place] ?? 0) - 1];
      if (at === undefined || at < newest) continue;
      newest = at;
      best = place;
    }
    return best;
  }

  #events(places: readonly Place[]): Event[] {
    return places.map((place) => {
      const record = this.recordOf(place);
      const { eventID: EventId, eventName: EventName, eventTime } = record;
      const EventTime = new Date(eventTime);
      return { EventId, EventName, EventTime, CloudTrailEvent: JSON.stringify(record) };
    });
  }

  recordOf({ kind, index }: Place): StoredRecord {
    const { source = "", name = "", readOnly = false, times } = this.kinds[kind] ?? {};
    return {
      eventID: `${kind}:${index}`,
      eventTime: new Date((times?.[index] ?? 0) * 1000).toISOString(),
      eventSource: source,
      eventName: name,
      awsRegion: "eu-west-1",
      readOnly,
      requestParameters: { service: `service-${serviceOf(kind, index)}` },
    };
  }
}

interface StoredRecord {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly requestParameters: { readonly service: string };
}

/** Some services are changed all the time, most hardly ever. */
function serviceOf(kind: number, index: number): number {
  const mixed = Math.imul((index + 1) * 31 + kind, 0x9e_37_79_b1) >>> 0;
  return Math.floor(SERVICES * (mixed / 4_294_967_296) ** 2.5);
}

function secondOf(time: Date | undefined, otherwise: number): number {
  return time === undefined ? otherwise : time.getTime() / 1000;
}

/** How many of the sorted times are before a second. */
function before(times: Uint32Array, second: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < second) low = middle + 1;
    else high = middle;
  }
  return low;
}
