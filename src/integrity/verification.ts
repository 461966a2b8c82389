import type { Interval } from "../core/coverage.ts";

/** What a verification found: nothing of it is an exception. */
export interface Verification {
  /** What was asked about, by when files were delivered. */
  readonly window: Interval;
  readonly chains: readonly ChainReport[];
  readonly regions: readonly RegionReport[];
  /** What proves that something was changed, is missing, or does not belong there. */
  readonly problems: readonly Problem[];
  /** What could not be looked at, and hours for which nothing is proven. */
  readonly notices: readonly Notice[];
}

/** The digests of one trail in one account and region, and the log files that they name. */
export interface ChainReport extends ChainName {
  readonly digests: DigestCounts;
  readonly logs: LogCounts;
}

export interface ChainName {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
}

export interface DigestCounts {
  readonly valid: number;
  readonly invalid: number;
  /** Named by the digest after it, or by the rhythm of the hours, but not there. */
  readonly missing: number;
  /** No signature was to be had: the newest one of a downloaded copy. */
  readonly unproven: number;
  /** Not readable, so not judged. */
  readonly unread: number;
  /** Of the valid and unproven ones: not read again, since the file is the one that was read before. */
  readonly remembered: number;
}

export interface LogCounts {
  readonly valid: number;
  readonly invalid: number;
  readonly missing: number;
  readonly unread: number;
  /** Of the valid ones: taken over from an earlier verification, since the object has not changed. */
  readonly remembered: number;
}

/** One account and region, whatever trails write there. */
export interface RegionReport {
  readonly account: string;
  readonly region: string;
  /** What stands before the account's folder: `s3://bucket/prefix/AWSLogs/`. */
  readonly place: string;
  /** Hours of delivery in which every digest and every log file is proven, oldest first. */
  readonly verified: readonly Interval[];
  /** Log files in proven hours that no digest names. */
  readonly unlisted: number;
  /** Log files in hours that no digest proves. */
  readonly undigested: number;
}

export type ProblemKind =
  | "digest-changed"
  | "digest-unsigned"
  | "digest-format"
  | "digest-moved"
  | "digest-key-unknown"
  | "digest-replaced"
  | "digest-missing"
  | "digest-unaccounted"
  | "log-changed"
  | "log-format"
  | "log-missing"
  | "log-unlisted";

export interface Problem extends ChainName {
  readonly kind: ProblemKind;
  /** The object's key in its bucket; of digests that nothing names, the folder they would lie in. */
  readonly key: string;
  /** What was found, as a clause. */
  readonly reason: string;
  /** When: the digested hour, where one is known. */
  readonly hour?: Interval;
}

/** What each kind of problem means to whoever relies on the files. */
export const MEANINGS: Readonly<Record<ProblemKind, string>> = {
  "digest-changed":
    "The digest is not what CloudTrail signed: its content, its signature or its place was changed. Nothing is proven about its hour.",
  "digest-unsigned":
    "The signature that CloudTrail writes into the object's metadata is gone, as after a copy that drops metadata. Nothing is proven about its hour.",
  "digest-format": "The file is damaged or no digest. Nothing is proven about its hour.",
  "digest-moved": "The digest was made for another place: it was copied or renamed.",
  "digest-key-unknown":
    "CloudTrail has no such key for this region and time, or the keys given are not complete. Without the key nothing is proven.",
  "digest-replaced":
    "The digest after it, which is genuine, remembers other content: one of the two was exchanged.",
  "digest-missing":
    "The next digest proves that this one existed: it was deleted. What was delivered in its hour cannot be proven complete.",
  "digest-unaccounted":
    "CloudTrail writes a digest every hour, also an empty one. The digest that would say what was before is missing itself, so these may have been deleted with it, or logging was off.",
  "log-changed": "The content is not what CloudTrail delivered: it was changed afterwards.",
  "log-format": "The file is damaged: its content can no longer be compared.",
  "log-missing": "CloudTrail delivered this file and it is gone: it was deleted.",
  "log-unlisted":
    "CloudTrail's digest of that time does not name this file: somebody put it there, or another trail without validation writes to the same place. Its records are not proven.",
};

export interface Notice extends ChainName {
  readonly kind: "gap" | "chain-begins" | "unproven" | "unread" | "open-end" | "undigested";
  /** A sentence. */
  readonly says: string;
  /** Something that was asked about is not proven because of it. */
  readonly isIncomplete: boolean;
}

/** The verdict on one file, told as it is reached. */
export interface FileVerdict {
  readonly file: "digest" | "log";
  readonly key: string;
  readonly verdict: "valid" | "unproven" | "unread" | ProblemKind;
  readonly isBackfill: boolean;
}
