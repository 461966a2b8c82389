import { parseRecords, type ReadRecord, type Unreadable } from "../../core/parse-records.ts";
import type { ReadEffect } from "../../core/effect.ts";
import { isObject, type Json } from "../../core/record.ts";
import { StoreFailure } from "../../storage/object-store.ts";
import { namedObjects, type NamedObject } from "./named-objects.ts";
import type { ObjectFetcher } from "./object-fetcher.ts";

/** What one message brought. */
export interface ReadMessage {
  readonly records: readonly ReadRecord[];
  readonly effects: readonly ReadEffect[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads one message: a record or effect in any envelope, or the name of a log file, which is fetched. Never throws for
 * what is in it; a message of which anything could not be read says so in `unreadable`.
 *
 * @throws the signal's reason.
 */
export async function readMessage(
  body: string,
  position: string,
  fetcher: ObjectFetcher,
  signal: AbortSignal | undefined,
): Promise<ReadMessage> {
  const named = namedObjects(body);
  if (named !== undefined) return readObjects(named, position, fetcher, signal);
  const { records, effects, unreadable } = parseRecords(body);
  if (records.length + effects.length === 0 && isForeign(body)) return NOTHING;
  return {
    records,
    effects,
    unreadable: unreadable.map(({ position: inner, reason }) => ({
      position: inner === "the whole text" ? position : `${position}: ${inner}`,
      reason,
    })),
  };
}

const NOTHING: ReadMessage = { records: [], effects: [], unreadable: [] };

/** An event of EventBridge about something else: a rule that is too wide is no reason to fill a dead-letter queue. */
function isForeign(body: string): boolean {
  try {
    const event = JSON.parse(body) as Json;
    if (!isObject(event)) return false;
    const { source, "detail-type": type } = event;
    return typeof source === "string" && typeof type === "string" && !/CloudTrail/.test(type);
  } catch {
    return false;
  }
}

/** A bucket's notification tells of digests and other files too. */
const LOG_FILE = /\.(?:json|json\.gz|gz|ndjson)$/;
const NO_LOG_FILE = /\/CloudTrail-(?:Digest|Insight|Aggregated)\//;

async function readObjects(
  objects: readonly NamedObject[],
  position: string,
  fetcher: ObjectFetcher,
  signal: AbortSignal | undefined,
): Promise<ReadMessage> {
  const records: ReadRecord[] = [];
  const effects: ReadEffect[] = [];
  const unreadable: Unreadable[] = [];
  const wanted = objects.filter(({ key }) => LOG_FILE.test(key) && !NO_LOG_FILE.test(key));
  for (const object of wanted) {
    try {
      const scanned = await fetcher.fetch(object, signal);
      records.push(...scanned.records);
      effects.push(...(scanned.effects ?? []));
      unreadable.push(...scanned.unreadable);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof StoreFailure)) throw error;
      unreadable.push({
        position: `${position}: s3://${object.bucket}/${object.key}`,
        reason: error.message,
      });
    }
  }
  return { records, effects, unreadable };
}
