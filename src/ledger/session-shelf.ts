import type { Handle } from "../core/handle.ts";
import { handlesOf } from "../core/handles-of.ts";
import type { ReadRecord } from "../core/parse-records.ts";
import { readRecord } from "../core/read-record.ts";
import type { CloudTrailRecord, JsonObject } from "../core/record.ts";
import { keyText } from "./columns.ts";
import { EventIDs } from "./event-ids.ts";
import type { RecordFilter, ResourceSelector } from "./ledger.ts";
import { NameIndex } from "./name-index.ts";
import { wholeSecond } from "./record-queries.ts";
import { ShelfRows } from "./shelf-rows.ts";
import { STS, type Shelvable } from "./shelvable.ts";
import { temporaryPlace, type TemporaryPlace } from "./temporary-place.ts";
import { TextLog, type TextLogOptions } from "./text-log.ts";

/** What many records share. */
type About = Pick<Shelvable, "account" | "region" | "eventName" | "source">;

/** How the shelf keeps what is on it. */
export interface ShelfOptions {
  readonly texts?: TextLogOptions;
  readonly place?: TemporaryPlace;
  /** Of a name, in 32 bits, unsigned. */
  readonly hash?: (name: string) => number;
}

/**
 * Answered reads of STS, above all AssumeRole: in a trail most of what is kept, and almost none of it is ever asked for.
 * A ledger that dies with its process keeps their text and what others find them by, and writes those down that a
 * question may want, when it does. It numbers every record that is kept, on the shelf or not, to know it again: in about
 * 60 bytes for each, and no object.
 */
export class SessionShelf {
  readonly #ids = new EventIDs();
  readonly #rows = new ShelfRows();
  readonly #texts: TextLog;
  readonly #names: NameIndex;
  /** By number, from 1 on. */
  readonly #abouts: (About | undefined)[] = [undefined];
  readonly #numbers = new Map<string, number>();
  #lastAbout = 0;
  #textEnd = 0;
  /** How many are on the shelf. */
  #size = 0;

  constructor({ texts, place = temporaryPlace(), hash }: ShelfOptions = {}) {
    this.#texts = new TextLog(place, texts);
    this.#names = new NameIndex(hash);
  }

  /** @param eventID as the database keeps it. */
  knows(eventID: string): boolean {
    return this.#ids.find(eventID) !== undefined;
  }

  /** Knows from now on a record that is written at once. */
  pass(eventID: string): void {
    this.#ids.add(eventID);
    this.#rows.push({ time: 0, about: 0, textEnd: this.#textEnd });
  }

  put({ eventID, time, names, text, ...about }: Shelvable): void {
    const number = this.#rows.size;
    this.#textEnd = this.#texts.put(text);
    this.#ids.add(eventID);
    this.#rows.push({ time, about: this.#aboutOf(about), textEnd: this.#textEnd });
    for (const name of names) this.#names.add(name, number);
    this.#size++;
  }

  /**
   * Those without which the filter's records would not be whole: all that fit, as far as its limit goes, and perhaps some
   * that do not.
   */
  wanted(filter: RecordFilter): Uint32Array {
    const { limit, eventID, resources } = filter;
    const fitting = this.#fitting(filter);
    if (limit === undefined || fitting.length <= limit) return fitting;
    if (limit <= 0) return NONE;
    return eventID === undefined && resources
      ? this.#firstNamed(fitting, { ...filter, limit, resources })
      : this.#first(fitting, limit, filter.order);
  }

  /** How many fit; undefined where only the written ones can be counted. */
  count(filter: RecordFilter): number | undefined {
    const isByName = filter.resources !== undefined && !isOutside(filter);
    return isByName ? undefined : this.#fitting(filter).length;
  }

  read(number: number): ReadRecord & { readonly source: string } {
    const raw = JSON.parse(this.#texts.read(...this.#rows.text(number))) as JsonObject;
    const record = readRecord(raw);
    if ("flaw" in record) throw new Error(`a record on the shelf cannot be read: ${record.flaw}`);
    return { record, raw, source: this.#abouts[this.#rows.about(number)]?.source ?? "" };
  }

  /** They are written. */
  take(numbers: Uint32Array): void {
    for (const number of numbers) this.#rows.clear(number);
    this.#size -= numbers.length;
    if (this.#size === 0) this.#empty();
  }

  close(): void {
    this.#empty();
  }

  #empty(): void {
    this.#texts.clear();
    this.#names.clear();
  }

  /** Those that fit as far as the rows and the names' hashes tell. */
  #fitting(filter: RecordFilter): Uint32Array {
    if (this.#size === 0 || isOutside(filter)) return NONE;
    const fits = fitter(filter, this.#rows, this.#abouts);
    const found = this.#found(filter);
    if (found) return Uint32Array.from(found).filter(fits);
    // Perhaps a million: counted first, as a list that grows would take several times as much.
    const { size } = this.#rows;
    let many = 0;
    for (let number = 0; number < size; number++) if (fits(number)) many++;
    const fitting = new Uint32Array(many);
    for (let number = 0, at = 0; at < many; number++) if (fits(number)) fitting[at++] = number;
    return fitting;
  }

  /** Each once; nothing where the filter names nothing. */
  #found({ eventID, resources }: RecordFilter): Iterable<number> | undefined {
    if (eventID !== undefined) {
      const number = this.#ids.find(keyText(eventID));
      return number === undefined ? [] : [number];
    }
    const names = resources?.flatMap(({ name }) => (name === undefined ? [] : [keyText(name)]));
    return names && new Set(names.flatMap((name) => this.#names.find(name)));
  }

  /** Those of the last second come whole: which of them are first is the database's to say. */
  #first(fitting: Uint32Array, limit: number, order: Order): Uint32Array {
    const times = new Int32Array(fitting.length);
    for (let at = 0; at < times.length; at++) times[at] = this.#rows.time(fitting[at] ?? 0);
    times.sort();
    const last = (order === "oldest" ? times[limit - 1] : times.at(-limit)) ?? 0;
    return this.#upTo(last, fitting, order);
  }

  /** Equal hashes do not make equal names: only the texts tell where the limit is reached. */
  #firstNamed(
    fitting: Uint32Array,
    { limit, order, resources }: RecordFilter & Required<Pick<RecordFilter, "limit" | "resources">>,
  ): Uint32Array {
    const sign = order === "oldest" ? 1 : -1;
    const inOrder = fitting.toSorted(
      (one, other) => sign * (this.#rows.time(one) - this.#rows.time(other)),
    );
    let found = 0;
    for (const number of inOrder) {
      if (isNamed(this.read(number).record, resources)) found++;
      if (found === limit) return this.#upTo(this.#rows.time(number), fitting, order);
    }
    return fitting;
  }

  #upTo(last: number, fitting: Uint32Array, order: Order): Uint32Array {
    return fitting.filter((number) =>
      order === "oldest" ? this.#rows.time(number) <= last : this.#rows.time(number) >= last,
    );
  }

  #aboutOf(about: About): number {
    const last = this.#abouts[this.#lastAbout];
    if (last && FIELDS.every((field) => last[field] === about[field])) return this.#lastAbout;
    const key = JSON.stringify(FIELDS.map((field) => about[field]));
    const known = this.#numbers.get(key);
    this.#lastAbout = known ?? this.#abouts.push(about) - 1;
    this.#numbers.set(key, this.#lastAbout);
    return this.#lastAbout;
  }
}

type Order = RecordFilter["order"];

const NONE = new Uint32Array();
const FIELDS = ["account", "region", "eventName", "source"] as const;

/** Whether a record of the shelf, which touches nothing of ECS, goes by one of the names. */
function isNamed(record: CloudTrailRecord, resources: readonly ResourceSelector[]): boolean {
  const handles = handlesOf(record);
  return resources.some(({ kind, cluster, name }) => {
    if (name === undefined || (cluster !== undefined && cluster !== "")) return false;
    const isOne = (handle: Handle): boolean =>
      keyText(handle.name) === keyText(name) &&
      (kind === undefined || keyText(handle.kind) === keyText(kind));
    return handles.some(isOne);
  });
}

/** Whether no record that is shelved can fit. */
function isOutside({ changesOnly, rootOnly, eventSources }: RecordFilter): boolean {
  return Boolean(changesOnly) || Boolean(rootOnly) || eventSources?.includes(STS) === false;
}

function fitter(
  filter: RecordFilter,
  rows: ShelfRows,
  abouts: readonly (About | undefined)[],
): (number: number) => boolean {
  const { accounts, regions, eventNames, from, to } = filter;
  const start = from === undefined ? Number.NEGATIVE_INFINITY : wholeSecond(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : wholeSecond(to);
  const lists = [
    ["account", accounts],
    ["region", regions],
    ["eventName", eventNames],
  ] as const;
  const wanted = lists.map(([field, list]) => [field, list && new Set(list.map(keyText))] as const);
  const isWanted = abouts.map(
    (about) =>
      about !== undefined && wanted.every(([field, set]) => set?.has(about[field]) ?? true),
  );
  return (number) => {
    const time = rows.time(number);
    return time >= start && time < end && isWanted[rows.about(number)] === true;
  };
}
