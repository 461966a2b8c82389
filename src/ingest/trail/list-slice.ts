import type { Unreadable } from "../../core/parse-records.ts";
import type { Span } from "../event-history/spans.ts";
import type { ListedFile } from "./fetch-file.ts";
import type { TrailPlace } from "./find-places.ts";
import { isLogFile, keyBefore, readTrailKey } from "./trail-key.ts";
import type { TrailRun } from "./trail-run.ts";

/** The log files of a stretch. */
export interface Slice {
  readonly span: Span;
  /** Newest first. */
  readonly files: readonly ListedFile[];
  /** What lies among them and is none. */
  readonly foreign: readonly Unreadable[];
}

/**
 * Lists what was delivered in a stretch of time (seconds since 1970), and no key before it: a thousand keys a request,
 * whatever folders they lie in.
 *
 * @throws StoreFailure
 */
export async function listSlice(run: TrailRun, place: TrailPlace, span: Span): Promise<Slice> {
  const files: ListedFile[] = [];
  const foreign: Unreadable[] = [];
  for (const prefix of place.prefixes) {
    const end = keyBefore(prefix, place, span.to);
    const startAfter = keyBefore(prefix, place, span.from);
    for await (const one of run.trail.store.list(prefix, { startAfter, signal: run.signal })) {
      if (one.key >= end) break;
      if (one.key.endsWith("/")) continue;
      if (isLogFile(one.key)) files.push({ ...one, at: readTrailKey(one.key).at ?? span.from });
      else foreign.push({ position: one.key, reason: "not named as a CloudTrail log file is" });
    }
  }
  run.answered();
  const newestFirst = files.toSorted(
    (one, other) => other.at - one.at || (one.key < other.key ? 1 : -1),
  );
  return { span, files: newestFirst, foreign };
}

/**
 * When the first log file of a place was delivered that comes behind a time; nothing where there is none.
 *
 * @throws StoreFailure
 */
export async function firstSince(
  run: TrailRun,
  place: TrailPlace,
  since: number | undefined,
): Promise<number | undefined> {
  const found = await Promise.all(
    place.prefixes.map((prefix) =>
      firstIn(run, prefix, since === undefined ? undefined : keyBefore(prefix, place, since)),
    ),
  );
  const times = found.filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * Whether a trail was on at a time, as its hourly digests tell: they are delivered even where nothing happened.
 *
 * @throws StoreFailure
 */
export async function hasDigestSince(
  run: TrailRun,
  { prefixes, region }: TrailPlace,
  since: number,
): Promise<boolean> {
  const day = new Date(since * 1000).toISOString().slice(0, 10).replaceAll("-", "/");
  for (const prefix of prefixes) {
    const base = prefix.slice(0, -`CloudTrail/${region}/`.length);
    const digests = `${base}CloudTrail-Digest/${region}/`;
    const startAfter = `${digests}${day}/`;
    const listed = run.trail.store.list(digests, { startAfter, signal: run.signal });
    for await (const { key } of listed) if (key > startAfter) return true;
  }
  return false;
}

async function firstIn(
  run: TrailRun,
  prefix: string,
  startAfter: string | undefined,
): Promise<number | undefined> {
  const { signal } = run;
  const options = startAfter === undefined ? { signal } : { startAfter, signal };
  for await (const { key } of run.trail.store.list(prefix, options)) {
    const { at } = readTrailKey(key);
    if (isLogFile(key) && at !== undefined) return at;
  }
  return undefined;
}
