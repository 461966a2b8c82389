import type { Digest, DigestedLog } from "./digest.ts";

/** A digest whose log files all are as it says, and what the objects were then. */
export interface RememberedDigest extends RememberedFile {
  readonly key: string;
  /** Of the unpacked content, so that the signature can be checked again without reading it. */
  readonly sha256: string;
  /** Absent where none was to be had: the newest digest of a copy, which is not proven. */
  readonly signature?: string;
  /** When a backfill was made, in milliseconds since 1970. */
  readonly generated?: number;
  /** The file beside it that the signature was read from. */
  readonly sidecar?: RememberedFile;
  readonly digest: Omit<Digest, "logs"> & { readonly logs: readonly RememberedLog[] };
}

export interface RememberedFile {
  readonly etag: string;
  readonly size: number;
}

export interface RememberedLog extends DigestedLog, RememberedFile {}

/** What earlier verifications proved, so that the next one reads only what is new or has changed. */
export interface VerifiedMemory {
  /** What it holds is not believed: everything is read again, and then remembered. */
  readonly isDoubted?: true;
  /** The digests of one folder (an account's region, a month) that were proven. */
  readonly load: (folder: string) => Promise<ReadonlyMap<string, RememberedDigest>>;
  readonly save: (folder: string, digests: readonly RememberedDigest[]) => Promise<void>;
}

/** Whether it is still the file that was remembered. */
export function isUnchanged(
  { etag, size }: Partial<RememberedFile>,
  known: RememberedFile | undefined,
): boolean {
  return known !== undefined && etag !== undefined && etag === known.etag && size === known.size;
}

/** Remembers nothing. */
export const noMemory: VerifiedMemory = {
  load: () => Promise.resolve(new Map()),
  save: () => Promise.resolve(),
};
