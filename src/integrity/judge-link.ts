import { HOUR_MS } from "./context.ts";
import type { Digest } from "./digest.ts";
import type { JudgedDigest } from "./judge-digest.ts";
import type { Span } from "./public-keys.ts";
import { instantText, readDigestName } from "./trail-key.ts";

/** What two digests that lie one after the other say about each other and what is between them. */
export type LinkFinding =
  | { readonly kind: "replaced"; readonly reason: string }
  /** Logging or validation was off. */
  | { readonly kind: "gap"; readonly span: Span }
  /** The first digest of all. */
  | { readonly kind: "begins"; readonly at: number }
  /** Named by the newer one, and not among those listed. */
  | {
      readonly kind: "absent";
      readonly bucket: string;
      readonly object: string;
      readonly at: number;
      /** What came before it cannot be told: so many hourly digests. */
      readonly unaccounted?: { readonly span: Span; readonly count: number };
    }
  | { readonly kind: "unaccounted"; readonly span: Span; readonly count: number };

/**
 * Holds a digest against the one before it in the store.
 *
 * @param older absent where the newer one is the oldest in the window.
 * @param from the window's begin, in milliseconds since 1970.
 */
export function judgeLink(
  older: JudgedDigest | undefined,
  newer: JudgedDigest,
  from: number,
): LinkFinding | undefined {
  const { at } = newer.loaded.listed.name;
  const digest = trusted(newer);
  const reached = older?.loaded.listed.name.at ?? from;
  if (!digest) return older && unaccounted(reached, at - HOUR_MS);
  if (!digest.previous && older) return { kind: "gap", span: { from: reached, to: digest.start } };
  if (!digest.previous) return begins(digest.start, from);
  const { bucket, object } = digest.previous;
  if (older && isNamed(older, object)) return compare(older, newer);
  const previousAt = readDigestName(object)?.at ?? digest.start;
  if (previousAt < from) return undefined;
  const absent = { kind: "absent", bucket, object, at: previousAt } as const;
  const before = older && unaccounted(reached, previousAt - HOUR_MS);
  return before ? { ...absent, unaccounted: before } : absent;
}

function begins(at: number, from: number): LinkFinding | undefined {
  return at > from ? { kind: "begins", at } : undefined;
}

/** A digest that nothing proves is followed too: what it names is there or not. */
function trusted({ loaded, verdict }: JudgedDigest): Digest | undefined {
  return verdict === "valid" || verdict === "unproven" ? loaded.content?.digest : undefined;
}

/** By where it lies: what a digest says of itself is not believed. */
function isNamed({ loaded }: JudgedDigest, object: string): boolean {
  return `/${object}`.endsWith(`/${loaded.listed.object.key}`);
}

function unaccounted(
  from: number,
  to: number,
): { readonly kind: "unaccounted"; readonly span: Span; readonly count: number } | undefined {
  const count = Math.round((to - from) / HOUR_MS);
  return count < 1 ? undefined : { kind: "unaccounted", span: { from, to }, count };
}

function compare(older: JudgedDigest, newer: JudgedDigest): LinkFinding | undefined {
  const content = older.loaded.content;
  const next = newer.loaded.content?.digest;
  if (older.verdict !== "valid" || newer.verdict !== "valid" || !content || !next) return undefined;
  const at = instantText(newer.loaded.listed.name.at);
  const { hash } = next.previous ?? {};
  if (hash !== undefined && !isSameHash(hash, content.sha256)) {
    return { kind: "replaced", reason: `the digest of ${at} remembers another hash of it` };
  }
  if (next.previousSignature?.toLowerCase() !== older.signature?.toLowerCase()) {
    return { kind: "replaced", reason: `the digest of ${at} remembers another signature of it` };
  }
  return undefined;
}

/** A real digest was seen whose hash of the one before has 63 digits: leading zeros may be missing. */
function isSameHash(one: string, other: string): boolean {
  const bare = (hash: string): string => hash.toLowerCase().replace(/^0+/, "");
  return bare(one) === bare(other);
}
