import type { ObjectStore } from "../storage/object-store.ts";
import type { Lanes } from "./lanes.ts";
import type { PublicKeys, Span } from "./public-keys.ts";
import type { FileVerdict } from "./verification.ts";
import type { VerifiedMemory } from "./verified-memory.ts";

/** What every part of one verification shares. Times are milliseconds since 1970. */
export interface Context {
  readonly store: ObjectStore;
  /** The store is a bucket: places and metadata are the originals. */
  readonly isBucket: boolean;
  /** Digests that end in it are looked at, and one hour more for what spilled over. */
  readonly window: Span;
  readonly now: number;
  readonly trails: readonly string[];
  readonly keys: PublicKeys;
  readonly memory: VerifiedMemory;
  readonly lanes: Lanes;
  /** For objects so large that few should be in memory at once. */
  readonly wide: Lanes;
  readonly tell: (verdict: FileVerdict) => void;
  /** How many files were judged so far. */
  readonly progress: (files: number) => void;
  readonly signal: AbortSignal | undefined;
}

export const HOUR_MS = 3_600_000;

/** Objects above are fetched a few at a time. */
const WIDE_BYTES = 4 * 2 ** 20;

/** Fetches within the lanes. */
export async function fetchObject({ store, lanes, wide, signal }: Context, key: string, size = 0) {
  const fetched = () => lanes.run(() => store.get(key, signal));
  return size > WIDE_BYTES ? wide.run(fetched) : fetched();
}
