import { isObject, type JsonObject } from "../core/record.ts";
import type { ObjectStore, StoredObject } from "../storage/object-store.ts";
import { sha256, unpackContent } from "./content.ts";
import { readDigest, type Digest } from "./digest.ts";
import type { TrailPlace } from "./find-places.ts";
import { SIDECAR } from "./list-digests.ts";
import { readSidecarText } from "./load-digest.ts";
import { dayPath, readDigestName, readLogMinute } from "./trail-key.ts";

/** The log file that a record lies in, and the digest that proves it. */
export interface TracedLog {
  /** Below the store. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Of the unpacked content, hexadecimal. */
  readonly sha256: string;
  readonly digest?: TracedDigest;
}

export interface TracedDigest {
  readonly key: string;
  readonly region: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  /** Absent in a copy whose next digest is not there. */
  readonly signature?: string;
}

/** What tells a record and where it can lie. */
export interface Wanted {
  readonly eventID: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** CloudTrail delivers within minutes; hours late is rare, and a day late is not looked for. */
const LATEST_MS = 24 * HOUR_MS;
const EARLIEST_MS = 5 * MINUTE_MS;
/** A digest follows its hour; three leave room for one that is gone. */
const DIGEST_WITHIN_MS = 3 * HOUR_MS;
const MOST_FILES = 400;

/** Finds the trail files behind records; each file is read once. */
export class Tracer {
  readonly #store: ObjectStore;
  readonly #places: readonly TrailPlace[];
  readonly #signal: AbortSignal | undefined;
  readonly #logs = new Map<string, TracedLog & { readonly ids: ReadonlySet<string> }>();

  constructor(store: ObjectStore, places: readonly TrailPlace[], signal: AbortSignal | undefined) {
    this.#store = store;
    this.#places = places;
    this.#signal = signal;
  }

  /**
   * The log file that holds this record; nothing where none does.
   *
   * @throws StoreFailure
   */
  async trace(wanted: Wanted): Promise<TracedLog | undefined> {
    for (const log of this.#logs.values()) if (log.ids.has(wanted.eventID)) return log;
    for (const place of this.#places) {
      const isHere = place.account === "" || place.account === wanted.account;
      if (!isHere || place.region !== wanted.region) continue;
      const found = await this.#traceIn(place, wanted);
      if (found) return found;
    }
    return undefined;
  }

  async #traceIn(place: TrailPlace, { eventID, time }: Wanted): Promise<TracedLog | undefined> {
    const prefix = `${place.base}CloudTrail/${place.region}/`;
    let read = 0;
    for await (const { key } of this.#between(prefix, time - EARLIEST_MS, time + LATEST_MS)) {
      const at = readLogMinute(key) ?? Number.NaN;
      if (!(at >= time - EARLIEST_MS && at <= time + LATEST_MS) || this.#logs.has(key)) continue;
      if (++read > MOST_FILES) return undefined;
      const { bytes } = await this.#store.get(key, this.#signal);
      const content = unpackContent(bytes, true);
      const ids = idsIn(content);
      if (!content || !ids.has(eventID)) continue;
      const digest = await this.#digestOf(place, key, at);
      const log = { key, bytes, sha256: sha256(content), ids, ...(digest && { digest }) };
      this.#logs.set(key, log);
      return log;
    }
    return undefined;
  }

  async #digestOf(place: TrailPlace, log: string, at: number): Promise<TracedDigest | undefined> {
    const prefix = `${place.base}CloudTrail-Digest/${place.region}/`;
    const objects: StoredObject[] = [];
    for await (const object of this.#between(prefix, at, at + DIGEST_WITHIN_MS)) {
      const end = readDigestName(object.key)?.at ?? Number.NaN;
      if (end >= at && end <= at + DIGEST_WITHIN_MS) objects.push(object);
    }
    for (const { key } of objects) {
      const { bytes, metadata } = await this.#store.get(key, this.#signal);
      const content = unpackContent(bytes, true);
      const digest = content && readDigest(content);
      if (!digest?.logs.some((one) => `/${one.key}`.endsWith(`/${log}`))) continue;
      const signature =
        metadata.get("signature") ?? (await this.#signatureOf(key, digest, objects));
      const found = { key, region: place.region, bytes, digest };
      return signature === undefined ? found : { ...found, signature };
    }
    return undefined;
  }

  /** In a copy: what head-object printed beside the file, else what a later digest remembers. */
  async #signatureOf(
    key: string,
    digest: Digest,
    later: readonly StoredObject[],
  ): Promise<string | undefined> {
    const sidecar = await this.#store.get(`${key}${SIDECAR}`, this.#signal).catch(() => undefined);
    const beside = sidecar && readSidecarText(sidecar.bytes).get("signature");
    if (beside !== undefined) return beside;
    for (const object of later) {
      const { bytes } = await this.#store.get(object.key, this.#signal);
      const content = unpackContent(bytes, true);
      const next = content && readDigest(content);
      if (next?.previous?.object === digest.object) return next.previousSignature ?? undefined;
    }
    return undefined;
  }

  /** Objects of the days from one moment to another. */
  async *#between(prefix: string, from: number, to: number): AsyncGenerator<StoredObject> {
    const signal = this.#signal;
    const options = { startAfter: `${prefix}${dayPath(from)}`, ...(signal && { signal }) };
    for await (const object of this.#store.list(prefix, options)) {
      if (object.key > `${prefix}${dayPath(to)}/\u{10ffff}`) return;
      yield object;
    }
  }
}

/** The records of a log file's unpacked content. Never throws. */
export function recordsIn(content: Uint8Array | undefined): readonly JsonObject[] {
  if (!content) return [];
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(content));
    const records = isObject(value) ? value["Records"] : undefined;
    return Array.isArray(records) ? (records as readonly unknown[]).filter(isObject) : [];
  } catch {
    return [];
  }
}

function idsIn(content: Uint8Array | undefined): ReadonlySet<string> {
  const ids = recordsIn(content).map((record) => record["eventID"]);
  return new Set(ids.filter((id) => typeof id === "string"));
}
