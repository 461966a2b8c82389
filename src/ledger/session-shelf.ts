import { handlesOf } from "../core/handles-of.ts";
import type { ReadRecord } from "../core/parse-records.ts";
import { readCall } from "../core/read-call.ts";
import { isByRoot, keyText, secondsOf, touchedBy } from "./columns.ts";
import type { RecordFilter } from "./ledger.ts";
import { wholeSecond } from "./record-queries.ts";
import { TextBlocks, type TextPlace } from "./text-blocks.ts";

const STS = "sts.amazonaws.com";

/** A record on its way to the shelf. */
export interface Shelvable {
  readonly eventID: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly eventName: string;
  /** What others find it by. */
  readonly names: readonly string[];
  readonly source: string;
  readonly text: string;
}

/** A record on the shelf. */
export interface Shelved extends Pick<Shelvable, "eventID" | "time" | "names" | "source"> {
  readonly kind: Kind;
  readonly place: TextPlace;
}

/** Many records are alike in these. */
type Kind = Pick<Shelvable, "account" | "region" | "eventName">;

/**
 * The record as it is put on the shelf; nothing where it must be written at once, because it changed something, touches
 * anything of ECS, or was made by the root user.
 */
export function shelvable({ record, raw }: ReadRecord, source: string): Shelvable | undefined {
  const { eventSource, eventName, readOnly } = record;
  if (eventSource !== STS || readOnly !== true || isByRoot(record)) return undefined;
  const { nature, resources, account } = readCall(record);
  if (nature !== "read" || touchedBy(resources).length > 0) return undefined;
  return {
    eventID: keyText(record.eventID),
    time: secondsOf(record.eventTime),
    account: keyText(account),
    region: keyText(record.awsRegion),
    eventName: keyText(eventName),
    names: handlesOf(record).map(({ name }) => keyText(name)),
    source,
    text: JSON.stringify(raw),
  };
}

/**
 * Answered reads of STS, above all AssumeRole: in a trail most of what is kept, and almost none of it is ever asked for.
 * A ledger that dies with its process keeps their text and what others find them by, and writes those down that a
 * question may want, when it does.
 */
export class SessionShelf {
  #all = new Set<Shelved>();
  #texts = new TextBlocks();
  #kind: Kind | undefined;
  readonly #kinds = new Map<string, Kind>();
  /** By eventID and by name; made when something is first looked for by them. */
  #index: Map<string, Shelved[]> | undefined;

  put({ eventID, time, names, source, text, ...about }: Shelvable): void {
    const place = this.#texts.put(text);
    const shelved = { eventID, time, names, source, kind: this.#kindOf(about), place };
    this.#all.add(shelved);
    if (this.#index) enter(shelved, this.#index);
  }

  /** Those without which the filter's records would not be whole: all that fit, as far as its limit goes. */
  wanted(filter: RecordFilter): readonly Shelved[] {
    const { limit, order } = filter;
    const fitting = this.#fitting(filter);
    if (limit === undefined || fitting.length <= limit) return fitting;
    if (limit <= 0) return [];
    const times = Float64Array.from(fitting, ({ time }) => time).toSorted();
    // Those of the last second come whole: which of them are first is the database's to say.
    const oldest = order === "oldest" ? Number.NEGATIVE_INFINITY : (times.at(-limit) ?? 0);
    const newest = order === "oldest" ? (times[limit - 1] ?? 0) : Number.POSITIVE_INFINITY;
    return fitting.filter(({ time }) => time >= oldest && time <= newest);
  }

  /** How many fit; undefined where only the written ones can be counted. */
  count(filter: RecordFilter): number | undefined {
    const isByName = filter.resources !== undefined && !isOutside(filter);
    return isByName ? undefined : this.#fitting(filter).length;
  }

  /** They are written. */
  take(shelved: readonly Shelved[]): void {
    for (const one of shelved) this.#all.delete(one);
    if (this.#all.size > 0) return;
    this.#index = undefined;
    this.#texts = new TextBlocks();
  }

  #fitting(filter: RecordFilter): readonly Shelved[] {
    if (this.#all.size === 0 || isOutside(filter)) return [];
    const fits = fitter(filter);
    return [...this.#found(filter)].filter((one) => this.#all.has(one) && fits(one));
  }

  #found({ eventID, resources }: RecordFilter): Iterable<Shelved> {
    if (eventID !== undefined) {
      const id = keyText(eventID);
      return (this.#indexed().get(id) ?? []).filter((one) => one.eventID === id);
    }
    if (!resources) return this.#all;
    const names = resources.flatMap(({ name }) => (name === undefined ? [] : [keyText(name)]));
    return new Set(names.flatMap((name) => this.#indexed().get(name) ?? []));
  }

  #indexed(): ReadonlyMap<string, readonly Shelved[]> {
    if (this.#index) return this.#index;
    const index = new Map<string, Shelved[]>();
    for (const shelved of this.#all) enter(shelved, index);
    this.#index = index;
    return index;
  }

  #kindOf({ account, region, eventName }: Kind): Kind {
    const last = this.#kind;
    if (last?.account === account && last.region === region && last.eventName === eventName) {
      return last;
    }
    const key = JSON.stringify([account, region, eventName]);
    this.#kind = this.#kinds.get(key) ?? { account, region, eventName };
    this.#kinds.set(key, this.#kind);
    return this.#kind;
  }
}

function enter(shelved: Shelved, index: Map<string, Shelved[]>): void {
  for (const name of [shelved.eventID, ...shelved.names]) {
    const others = index.get(name);
    if (others) others.push(shelved);
    else index.set(name, [shelved]);
  }
}

/** Whether no record that is shelved can fit. */
function isOutside({ changesOnly, rootOnly, eventSources }: RecordFilter): boolean {
  return Boolean(changesOnly) || Boolean(rootOnly) || eventSources?.includes(STS) === false;
}

function fitter(filter: RecordFilter): (shelved: Shelved) => boolean {
  const { accounts, regions, eventNames, from, to } = filter;
  const start = from === undefined ? Number.NEGATIVE_INFINITY : wholeSecond(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : wholeSecond(to);
  const lists = [
    ["account", accounts],
    ["region", regions],
    ["eventName", eventNames],
  ] as const;
  const wanted = lists.map(([field, list]) => [field, list && new Set(list.map(keyText))] as const);
  const known = new Map<Kind, boolean>();
  const isWanted = (kind: Kind): boolean => {
    const before = known.get(kind);
    if (before !== undefined) return before;
    const is = wanted.every(([field, set]) => set?.has(kind[field]) ?? true);
    known.set(kind, is);
    return is;
  };
  return ({ time, kind }) => time >= start && time < end && isWanted(kind);
}
