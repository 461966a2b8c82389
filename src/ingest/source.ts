import type { Coverage, Interval } from "../core/coverage.ts";
import type { ReadRecord, Unreadable } from "../core/parse-records.ts";
import type { Covered } from "../ledger/ledger.ts";

/** Somewhere CloudTrail records can be read from. */
export interface Source {
  /** One string to type, to keep beside each record and to show in coverage: `event-history://`, `file:///logs`. */
  readonly uri: string;
  /** Pages in any order, repeats allowed: the ledger sorts it out. Ends by itself, or when the signal says so. */
  read(request: ReadRequest): AsyncIterable<Page>;
}

/** What a question needs from a source. */
export interface ReadRequest {
  /** The stretch of time to read, fixed before the first page; files ignore it and give all they hold. */
  readonly window: Interval;
  /** Only this record is wanted, from whenever the source can reach: a source that can look it up need not read the window. */
  readonly eventID?: string;
  /** "Now" of the asker, so that freshness is judged by one clock. */
  readonly now: Date;
  /** What is already covered, so that a source may leave it out. */
  readonly covered: (account: string, region: string, selector: string) => readonly Interval[];
  /** A small memory kept by the ledger between runs (which account a key belongs to). */
  readonly memory: {
    readonly get: (key: string) => string | undefined;
    readonly set: (key: string, value: string) => void;
  };
  readonly signal?: AbortSignal;
}

/** What one API call, object or file held. */
export interface Page {
  readonly records: readonly ReadRecord[];
  /** `position` names the file too. */
  readonly unreadable: readonly Unreadable[];
  /** What this page completes, kept in the ledger. */
  readonly covered?: readonly Covered[];
  /** What could and could not be seen, for the answer. */
  readonly coverage?: readonly Coverage[];
  /** What a person who waits may want to know: `eu-west-1: page 3, back to 13:41:07Z`. */
  readonly progress?: string;
  /** Requests made to AWS for this page, the throttled ones too. */
  readonly requests?: number;
}

/** How to open a source from its URI, one per file in sources/. */
export interface SourceKind {
  readonly scheme: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  /** A URI that a user could type. */
  readonly example: string;
  /** @throws OperatorError where the URI cannot be read as one of this scheme. */
  readonly open: (uri: string, settings: SourceSettings) => Promise<Source>;
}

/** What the surroundings give to every source. */
export interface SourceSettings {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  /** Standard input, for `file:///dev/stdin` and `-`. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Waits; replaced in tests that do not want to. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Returns its argument. */
export function defineSource(kind: SourceKind): SourceKind {
  return kind;
}
