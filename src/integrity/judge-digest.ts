import type { KeyObject } from "node:crypto";
import type { Digest } from "./digest.ts";
import { HOUR_MS } from "./context.ts";
import type { LoadedDigest } from "./load-digest.ts";
import type { Span } from "./public-keys.ts";
import { isSignedBy } from "./signature.ts";
import type { ProblemKind } from "./verification.ts";

/** A digest and what is to be thought of it. */
export interface JudgedDigest {
  readonly loaded: LoadedDigest;
  readonly verdict: "valid" | "unproven" | "unread" | ProblemKind;
  /** As a clause; empty where it is valid. */
  readonly reason: string;
  /** The signature that proved it. */
  readonly signature?: string;
}

/** Where a copy was taken from, as its digests tell it; of a bucket both are exact. */
export interface Origin {
  readonly bucket: string;
  /** What stands before the copy's keys in the bucket. */
  readonly above: string;
}

/**
 * Judges one digest by itself.
 *
 * @param newer the next one of its chain: it holds this one's signature too.
 * @param key the public key of its fingerprint, where there is one.
 */
export function judgeDigest(
  loaded: LoadedDigest,
  newer: LoadedDigest | undefined,
  key: KeyObject | undefined,
  origin: Origin,
  isBucket: boolean,
): JudgedDigest {
  const { content, listed, unread } = loaded;
  const as = (verdict: JudgedDigest["verdict"], reason: string): JudgedDigest => ({
    loaded,
    verdict,
    reason,
  });
  if (unread !== undefined) return as("unread", unread);
  if (!content) return as("digest-format", "invalid format");
  const { digest, sha256 } = content;
  if (isBucket && content.signature === undefined) {
    return as("digest-unsigned", "signature verification failed: the object has no signature");
  }
  if (isBucket && listed.name.isBackfill && content.generated === undefined) {
    return as("digest-format", "invalid format: the object does not say when it was backfilled");
  }
  if (digest.bucket !== origin.bucket || digest.object !== `${origin.above}${listed.object.key}`) {
    return as(
      "digest-moved",
      `has been moved from its original location s3://${digest.bucket}/${digest.object}`,
    );
  }
  if (!key) return as("digest-key-unknown", `public key not found: ${digest.fingerprint}`);
  const signature = content.signature ?? signatureIn(newer, digest);
  if (signature === undefined) {
    return as(
      "unproven",
      "its signature is not in the copy and no later digest holds it: the newest one can be proven only in the bucket",
    );
  }
  return isSignedBy(key, digest, sha256, signature)
    ? { ...as("valid", ""), signature }
    : as("digest-changed", "signature verification failed");
}

/** Every digest holds the signature of the one before. */
function signatureIn(newer: LoadedDigest | undefined, digest: Digest): string | undefined {
  const next = newer?.content?.digest;
  return next?.previous?.object === digest.object
    ? (next.previousSignature ?? undefined)
    : undefined;
}

/** Where the copy comes from: by its newest digest whose own key ends as the file's path does. */
export function originOf(loaded: readonly LoadedDigest[]): Origin | undefined {
  for (const { content, listed } of loaded.toReversed()) {
    const { key } = listed.object;
    if (!content?.digest.object.endsWith(key)) continue;
    const above = content.digest.object.slice(0, -key.length);
    if (above === "" || above.endsWith("/")) return { bucket: content.digest.bucket, above };
  }
  return undefined;
}

/** The digested hour; of a digest that cannot be trusted, the hour before the one in its name. */
export function hourOf({ loaded, verdict }: JudgedDigest): Span {
  const { at } = loaded.listed.name;
  const digest = verdict === "valid" ? loaded.content?.digest : undefined;
  return digest ? { from: digest.start, to: digest.end } : { from: at - HOUR_MS, to: at };
}
