import type { Digest, DigestedLog } from "./digest.ts";

/** A digest that was proven with all its log files, and what the objects were then. */
export interface RememberedDigest {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  /** Of the unpacked content, so that the signature can be checked again without reading it. */
  readonly sha256: string;
  readonly signature: string;
  readonly digest: Omit<Digest, "logs"> & { readonly logs: readonly RememberedLog[] };
}

export interface RememberedLog extends DigestedLog {
  readonly etag: string;
  readonly size: number;
}

/** What earlier verifications proved, so that the next one reads only what is new or has changed. */
export interface VerifiedMemory {
  /** The digests of one folder (an account's region, a month) that were proven. */
  readonly load: (folder: string) => Promise<ReadonlyMap<string, RememberedDigest>>;
  readonly save: (folder: string, digests: readonly RememberedDigest[]) => Promise<void>;
}

/** Remembers nothing. */
export const noMemory: VerifiedMemory = {
  load: () => Promise.resolve(new Map()),
  save: () => Promise.resolve(),
};
