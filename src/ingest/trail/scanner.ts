import type { ReadEffect } from "../../core/effect.ts";
import type { ReadRecord, Unreadable } from "../../core/parse-records.ts";

/** Reads trail files: decompresses, finds the records that the ledger keeps, and reads only those. */
export interface Scanner {
  /**
   * Reads one file. Never throws for what is in it: a damaged file is told in `unreadable`.
   *
   * @throws the signal's reason where reading was given up.
   */
  scan(file: TrailFile, signal?: AbortSignal): Promise<Scanned>;
  /**
   * As `scan`, for those who hold only a part of a file's records at once: a very large file's come with `rest`.
   *
   * @param turn before it comes the file is scanned, but what was found is not yet read.
   */
  scanInParts(file: TrailFile, signal?: AbortSignal, turn?: Promise<void>): Promise<ScannedPart>;
  /** Ends its threads. */
  close(): Promise<void>;
}

/** One file, by its bytes or by where it lies: a scanner with threads reads it there itself. */
export type TrailFile =
  | { readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly name: string;
      readonly path: string;
      /** It is known to be a file, and no pipe or folder. */
      readonly isFile?: boolean;
    };

/** What one file held. */
export interface Scanned {
  /** The records that the ledger keeps (`whyKept`), read. */
  readonly records: readonly ReadRecord[];
  /** What ECS did or said, where somebody put that into the file. */
  readonly effects?: readonly ReadEffect[];
  /** `position` begins with the file's name. */
  readonly unreadable: readonly Unreadable[];
  /** How many records were left aside unread; absent where nobody counted them. */
  readonly aside?: number;
  /** Whose records it holds, kept or not; absent where that could not be told without reading each. */
  readonly spans?: readonly FileSpan[];
}

/** What one file held, or the first part of it. */
export interface ScannedPart extends Scanned {
  /** The other parts; absent where this is all. */
  readonly rest?: AsyncIterable<Scanned>;
}

/** The records of one account and region in a file, and the times of the oldest and the newest. */
export interface FileSpan {
  readonly account: string;
  readonly region: string;
  readonly from: string;
  readonly to: string;
  readonly records: number;
}
