import { sha256 } from "../../integrity/content.ts";
import type { PublicKey, PublicKeys } from "../../integrity/public-keys.ts";
import { OperatorError } from "../../core/errors.ts";
import type { TracedDigest, TracedLog } from "../../integrity/trace-record.ts";
import {
  LARGEST_LOG,
  LARGEST_LOGS,
  PUBLIC_KEYS,
  type BundledDigest,
  type BundledLog,
} from "./bundle.ts";

/** A trail's files in a bundle: what of them is included, and what is said about them. */
export interface GatheredFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly logs: readonly BundledLog[];
  readonly digests: readonly BundledDigest[];
  readonly notes: readonly string[];
}

const DAY_MS = 86_400_000;

/** Puts log files, their digests and the public keys where the bundle keeps them. */
export async function gatherFiles(
  traced: readonly TracedLog[],
  uri: string,
  keys: PublicKeys,
): Promise<GatheredFiles> {
  const files = new Map<string, Uint8Array>();
  const logs = new Map<string, BundledLog>();
  const digests = new Map<string, BundledDigest>();
  const proofs = new Map<string, PublicKey>();
  const notes = new Set<string>();
  let total = 0;
  for (const log of traced) {
    const name = nameOf(log, uri);
    if (logs.has(name)) continue;
    const fits = log.bytes.length <= LARGEST_LOG && total + log.bytes.length <= LARGEST_LOGS;
    const path = fits ? pathOf("logs", log.bytes) : undefined;
    if (path !== undefined) files.set(path, log.bytes);
    else notes.add(`The log file ${name} is too large to be included: only its hash is.`);
    total += fits ? log.bytes.length : 0;
    const digest = log.digest && digestName(log.digest);
    logs.set(name, {
      key: name,
      sha256: log.sha256,
      ...(path !== undefined && { path }),
      ...(digest !== undefined && { digest }),
    });
    if (!log.digest || digest === undefined) {
      notes.add(`No digest names the log file ${name} (yet): it is not proven.`);
      continue;
    }
    if (digests.has(digest)) continue;
    const bundled = bundleDigest(log.digest, digest);
    files.set(bundled.path, log.digest.bytes);
    digests.set(digest, bundled);
    const missing = await findKey(log.digest, keys, proofs);
    if (missing !== undefined) notes.add(missing);
  }
  if (proofs.size > 0) files.set(PUBLIC_KEYS, keyList([...proofs.values()]));
  return { files, logs: [...logs.values()], digests: [...digests.values()], notes: [...notes] };
}

/** As its digest names it; of a file without one, where it was read. */
export function nameOf({ key, digest }: TracedLog, uri: string): string {
  const named = digest?.digest.logs.find((one) => `/${one.key}`.endsWith(`/${key}`));
  return named ? `s3://${named.bucket}/${named.key}` : `${uri}/${key}`;
}

function digestName({ digest }: TracedDigest): string {
  return `s3://${digest.bucket}/${digest.object}`;
}

function bundleDigest({ bytes, region, digest, signature }: TracedDigest, key: string) {
  const path = pathOf("digests", bytes);
  const { fingerprint } = digest;
  return { key, path, region, fingerprint, ...(signature !== undefined && { signature }) };
}

/** By their own hash: nothing that others named becomes a path. */
function pathOf(folder: "logs" | "digests", bytes: Uint8Array): string {
  return `trail/${folder}/${sha256(bytes).slice(0, 40)}.json.gz`;
}

async function findKey(
  { digest, region }: TracedDigest,
  keys: PublicKeys,
  proofs: Map<string, PublicKey>,
): Promise<string | undefined> {
  const { fingerprint, end } = digest;
  try {
    await keys.find(region, { from: end - DAY_MS, to: end + DAY_MS }, fingerprint);
    const key = keys.used.get(fingerprint);
    if (key) proofs.set(fingerprint, key);
    return key ? undefined : `CloudTrail has no public key ${fingerprint} in ${region}.`;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return `The public key ${fingerprint} of ${region} could not be had: ${error.message}`;
  }
}

function keyList(keys: readonly PublicKey[]): Uint8Array {
  const sorted = keys.toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
  const list = sorted.map(({ fingerprint, value }) => ({ Value: value, Fingerprint: fingerprint }));
  return new TextEncoder().encode(`${JSON.stringify({ PublicKeyList: list }, null, 2)}\n`);
}
