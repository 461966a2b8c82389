import type { Interval } from "../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../core/intervals.ts";
import type { ObjectStore, StoredObject } from "../storage/object-store.ts";
import { HOUR_MS } from "./context.ts";
import { findPlaces, type TrailPlace } from "./find-places.ts";
import { SIDECAR } from "./list-digests.ts";
import type { Span } from "./public-keys.ts";
import { placeName, Recall } from "./recall.ts";
import { intervalOf } from "./tally.ts";
import { dayPath, readDigestName, readLogMinute } from "./trail-key.ts";
import {
  isUnchanged,
  type RememberedDigest,
  type RememberedFile,
  type VerifiedMemory,
} from "./verified-memory.ts";

/** What of a verified copy lies there as it did when it was verified. */
export interface CopySurvey {
  /** Of the proven hours of an account and region, those whose files are the ones that were proven. */
  readonly intact: (account: string, region: string) => readonly Interval[];
  /** Files of those hours that changed, appeared or are gone since, and files that belong to no hour. */
  readonly strangers: (account: string, region: string) => number;
}

export interface SurveyRequest {
  /** What was verified. */
  readonly root: ObjectStore;
  readonly memory: VerifiedMemory;
  /** What was proven then. */
  readonly spans: (account: string, region: string) => readonly Interval[];
  /** Hours that the answer speaks of, in milliseconds since 1970. */
  readonly window: Span;
  /** Every file below this key was read, whatever its name says; absent where the reader went by accounts and days. */
  readonly below?: string;
  readonly signal?: AbortSignal;
}

/** Reading goes on so long after the window, for what is delivered late. */
const LAG_MS = HOUR_MS;
const MINUTE_MS = 60_000;

/**
 * Holds the files that an answer rests on against what was remembered of them when they were verified: inode, size and
 * times, without reading any. To be asked after the files were read: what changes in between is then noticed.
 *
 * @throws StoreFailure
 */
export async function surveyCopy(request: SurveyRequest): Promise<CopySurvey> {
  const { root, window, below, signal } = request;
  const places = await findPlaces(root, "", {}, signal);
  const surveys: PlaceSurvey[] = [];
  for (const place of places) surveys.push(await surveyOf(place, request));
  let outside = 0;
  if (below === undefined) {
    for (const survey of surveys) {
      for await (const object of delivered(survey.place, request)) survey.meet(object);
    }
  } else {
    for await (const object of root.list(below, signal && { signal })) {
      const survey = surveys.find(({ place }) => isIn(place, object.key));
      // It can hold records of any account and time.
      if (survey) survey.meet(object);
      else outside += 1;
    }
  }
  for (const survey of surveys) survey.end(window, below);
  const of = (account: string, region: string): readonly PlaceSurvey[] =>
    surveys.filter((one) => one.account === account && one.place.region === region);
  return {
    intact(account, region) {
      const [first, ...others] = of(account, region).map(({ intact }) => intact);
      return others.reduce(intersect, first ?? []);
    },
    strangers: (account, region) =>
      of(account, region).reduce((sum, { strangers }) => sum + strangers, outside),
  };
}

async function surveyOf(place: TrailPlace, request: SurveyRequest): Promise<PlaceSurvey> {
  const { root, memory, window, spans } = request;
  const recall = new Recall(memory, placeName(root.uri, place.base, place.region));
  await recall.loadFor(window.from - HOUR_MS, window.to + LAG_MS + HOUR_MS);
  return new PlaceSurvey(place, recall.digests(), spans);
}

/** The log files that a reader opens who goes by the days of delivery. */
async function* delivered(
  { base, region }: TrailPlace,
  { root, window, signal }: SurveyRequest,
): AsyncGenerator<StoredObject> {
  const prefix = `${base}CloudTrail/${region}/`;
  const startAfter = `${prefix}${dayPath(window.from)}`;
  for await (const object of root.list(prefix, { startAfter, ...(signal && { signal }) })) {
    if (object.key > `${prefix}${dayPath(window.to + LAG_MS)}/\u{10ffff}`) return;
    if (isWithin(object.key, window)) yield object;
  }
}

class PlaceSurvey {
  readonly place: TrailPlace;
  readonly account: string;
  readonly #known = new Map<string, RememberedFile>();
  readonly #proven: readonly Interval[];
  readonly #met = new Set<string>();
  readonly #stained: Interval[] = [];
  strangers = 0;

  constructor(
    place: TrailPlace,
    digests: readonly RememberedDigest[],
    spans: SurveyRequest["spans"],
  ) {
    this.place = place;
    this.account = place.account || (readDigestName(digests[0]?.key ?? "")?.account ?? "");
    for (const digest of digests) this.#learn(digest);
    const remembered = digests.map(({ digest: { start, end } }) =>
      intervalOf({ from: start, to: end }),
    );
    this.#proven = intersect(spans(this.account, place.region), mergeIntervals(remembered));
  }

  #learn({ key, etag, size, sidecar, digest }: RememberedDigest): void {
    this.#known.set(key, { etag, size });
    if (sidecar) this.#known.set(`${key}${SIDECAR}`, sidecar);
    // What stands before the copy's keys in the bucket.
    const above = digest.object.length - key.length;
    for (const log of digest.logs) this.#known.set(log.key.slice(above), log);
  }

  /** A file that lies there. */
  meet(object: StoredObject): void {
    const { key } = object;
    this.#met.add(key);
    if (!isUnchanged(object, this.#known.get(key))) this.#stain(key);
  }

  /** What was not met is gone. */
  end(window: Span, below: string | undefined): void {
    for (const key of this.#known.keys()) {
      if (this.#met.has(key) || readLogMinute(key) === undefined) continue;
      const wasLookedFor = below === undefined ? isWithin(key, window) : key.startsWith(below);
      if (wasLookedFor) this.#stain(key);
    }
  }

  /** Nothing is known any more of the hour in its name. */
  #stain(key: string): void {
    const at = readLogMinute(key);
    if (at === undefined) {
      // Where nothing is proven, there is nothing to differ from.
      if (this.#proven.length > 0) this.strangers += 1;
      return;
    }
    const minute = intervalOf({ from: at, to: at + MINUTE_MS });
    // Of other hours nothing is claimed.
    if (intersect([minute], this.#proven).length === 0) return;
    this.strangers += 1;
    const from = Math.floor(at / HOUR_MS) * HOUR_MS;
    this.#stained.push(intervalOf({ from, to: from + HOUR_MS }));
  }

  get intact(): readonly Interval[] {
    const stained = mergeIntervals(this.#stained);
    return this.#proven.flatMap((span) => subtractIntervals(span, stained));
  }
}

function isIn({ base, region }: TrailPlace, key: string): boolean {
  return (
    key.startsWith(`${base}CloudTrail/${region}/`) ||
    key.startsWith(`${base}CloudTrail-Digest/${region}/`)
  );
}

/** By the minute in its name; what has none is looked at always. */
function isWithin(key: string, { from, to }: Span): boolean {
  const at = readLogMinute(key);
  return at === undefined || (at >= from - HOUR_MS && at < to + LAG_MS);
}

/** The instants that lie in both. */
function intersect(some: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return some.flatMap((span) => subtractIntervals(span, subtractIntervals(span, others)));
}
