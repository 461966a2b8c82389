import { gzipSync, gunzipSync } from "node:zlib";
import type { BucketObject } from "../src/emulator/bucket.ts";
import { emulatorKey, signDigests, type DigestOptions } from "../src/emulator/sign-digests.ts";
import { PublicKeys } from "../src/integrity/public-keys.ts";
import type { FileVerdict, Verification } from "../src/integrity/verification.ts";
import type { VerifiedMemory } from "../src/integrity/verified-memory.ts";
import { verifyTrail, type VerifyRequest } from "../src/integrity/verify-trail.ts";
import { StoreFailure, type ObjectStore } from "../src/storage/object-store.ts";
import { sha256 } from "../src/integrity/content.ts";

const HOUR = 3_600_000;
export const BUCKET = "acme-trail";
export const ACCOUNT = "111122223333";
export const BEGIN = Date.parse("2026-11-20T00:00:00Z");
export const END = Date.parse("2026-11-20T12:00:00Z");

export type Objects = Map<string, BucketObject>;

/** A trail of half a day with a log file every half hour, and its digests. */
export function digestedTrail(
  options: Partial<DigestOptions> & { readonly accounts?: readonly string[] } = {},
): Objects {
  const { accounts = [ACCOUNT], from = BEGIN, to = END } = options;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const account of accounts) {
    for (let at = from; at < to; at += HOUR / 2) {
      const key = logKey(account, "eu-west-1", at);
      const record = { eventVersion: "1.11", eventID: key, eventName: "UpdateService" };
      files.set(key, gzipSync(JSON.stringify({ Records: [record] })));
    }
  }
  const signed = signDigests(files, { bucket: BUCKET, trail: "main", from, to, ...options });
  const logs = [...files].map(([key, bytes]): [string, BucketObject] => [key, { bytes }]);
  return new Map([...logs, ...signed].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export function logKey(account: string, region: string, at: number): string {
  const text = new Date(at).toISOString();
  const stamp = `${text.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const day = text.slice(0, 10).replaceAll("-", "/");
  const name = `${account}_CloudTrail_${region}_${stamp}_${sha256(stamp).slice(0, 16)}.json.gz`;
  return `AWSLogs/${account}/CloudTrail/${region}/${day}/${name}`;
}

/** The digest of the hour that ends so many hours after the trail's begin. */
export function digestKey(hour: number, suffix = ""): string {
  const text = new Date(BEGIN + hour * HOUR).toISOString().slice(0, 19);
  const day = text.slice(0, 10).replaceAll("-", "/");
  const stamp = `${text.replaceAll(/[-:]/g, "")}Z`;
  const name = `${ACCOUNT}_CloudTrail-Digest_eu-west-1_main_eu-west-1_${stamp}${suffix}.json.gz`;
  return `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/${day}/${name}`;
}

export interface MemoryStore extends ObjectStore {
  /** Every key that was fetched. */
  readonly fetched: string[];
}

/** Objects in memory as a store; a copy's metadata is not told. */
export function storeOf(
  objects: ReadonlyMap<string, BucketObject>,
  uri = `s3://${BUCKET}`,
): MemoryStore {
  const fetched: string[] = [];
  const isBucket = uri.startsWith("s3://");
  const keys = (prefix: string): readonly string[] =>
    [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  return {
    uri,
    fetched,
    async *list(prefix, { startAfter = "" } = {}) {
      for (const key of keys(prefix)) {
        const { bytes } = objects.get(key) ?? { bytes: new Uint8Array() };
        const etag = { etag: sha256(bytes).slice(0, 32) };
        if (key > startAfter) yield { key, size: bytes.length, ...(isBucket && etag) };
      }
    },
    async *folders(prefix) {
      const below = keys(prefix).filter((key) => key.includes("/", prefix.length));
      const names = below.map((key) => key.slice(0, key.indexOf("/", prefix.length) + 1));
      yield* new Set(names);
    },
    get(key) {
      fetched.push(key);
      const object = objects.get(key);
      if (!object) return Promise.reject(new StoreFailure("not-found", `There is no ${key}.`));
      const metadata = new Map(isBucket ? Object.entries(object.metadata ?? {}) : []);
      return Promise.resolve({ bytes: object.bytes, metadata });
    },
  };
}

export interface Verified extends Verification {
  readonly verdicts: readonly FileVerdict[];
  readonly kinds: readonly string[];
}

/** Verifies a store with the emulator's key. */
export async function verifyStore(
  store: ObjectStore,
  more: Partial<VerifyRequest> & { readonly memory?: VerifiedMemory } = {},
): Promise<Verified> {
  const verdicts: FileVerdict[] = [];
  const { fingerprint, value } = emulatorKey();
  const verification = await verifyTrail({
    store,
    prefix: "",
    window: { from: BEGIN, to: END },
    now: END + HOUR / 2,
    keys: new PublicKeys(() => Promise.resolve([{ fingerprint, value }])),
    onVerdict: (verdict) => verdicts.push(verdict),
    ...more,
  });
  return { ...verification, verdicts, kinds: verification.problems.map(({ kind }) => kind) };
}

/** The same object with other content, packed again. */
export function withContent(
  object: BucketObject | undefined,
  change: (text: string) => string,
): BucketObject {
  const text = gunzipSync(object?.bytes ?? new Uint8Array()).toString();
  return { ...object, bytes: gzipSync(change(text)) };
}
