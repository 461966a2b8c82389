import { hash } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** `count` hexadecimal characters (64 at most) that are always the same for the same text. */
export function hexOf(text: string, count: number): string {
  return hash("sha256", text, "hex").slice(0, count);
}

/** A UUID (version 4 by its looks) that is always the same for the same text. */
export function uuidOf(text: string): string {
  const hex = hexOf(text, 32);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** `count` letters and digits as in access key ids and IAM's unique ids (64 at most), the same for the same text. */
export function lettersOf(text: string, count: number): string {
  return [...hash("sha256", text, "buffer").subarray(0, count)]
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join("");
}

/** A 19-digit number as in `ecs-svc/…`, the same for the same text. */
export function digitsOf(text: string): string {
  const digits = BigInt(`0x${hexOf(text, 16)}`) % 9_000_000_000_000_000_000n;
  return String(digits + 1_000_000_000_000_000_000n);
}

/** Numbers from 0 up to but not including 1, always the same row for the same seed. */
export function seededRandom(seed: string): () => number {
  let state = Number.parseInt(hexOf(seed, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
