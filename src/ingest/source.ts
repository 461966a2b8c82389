import type { Coverage, Interval } from "../core/coverage.ts";
import type { ReadEffect } from "../core/effect.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import type { ReadRecord, Unreadable } from "../core/parse-records.ts";
import type { ChangePace, Covered } from "../ledger/ledger.ts";

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
  /** Keeps the pace of each quota for all processes that share the ledger; absent: this process paces for itself. */
  readonly changePace?: ChangePace;
  readonly signal?: AbortSignal;
  /** The operations that matter, most telling first; absent: every ECS operation that changes something. */
  readonly actions?: readonly string[];
  /** The one attribute of LookupEvents that finds all that is wanted: `AccessKeyId=ASIA…`. */
  readonly selector?: string;
  /** Only these accounts and regions are wanted, for a source that holds many; absent or empty: all. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** What is asked about, for a source that reads effects of one service, task or deployment; absent: all that it can. */
  readonly about?: EffectTarget;
  /** Reads and the ECS agent's own calls are wanted too, so that no operation can be left out. */
  readonly everything?: boolean;
  /**
   * Asked between pages: the time of the newest hit so far, when nothing older than it matters any more. Absent: the
   * whole window matters.
   */
  readonly settledAt?: () => string | undefined;
  /**
   * Asked once the question is settled: the operation of the newest hit, where an earlier call of the same operation
   * would tell the value before it. One more request may be spent on it.
   */
  readonly earlierOf?: () => string | undefined;
  /** After this many requests to AWS the reading ends, and coverage says what was left out. */
  readonly maxRequests?: number;
  /** Requests a second per account and region; default 1.9, never above 2. */
  readonly rate?: number;
  /**
   * Goes on with what is new until the signal says so, or until nothing more is there. A source that can do nothing else
   * refuses to be read without it.
   */
  readonly follow?: "forever" | "until-empty";
  /** Probe and estimate only: the probes' records are kept, and the last page tells the plan. */
  readonly dryRun?: boolean;
}

/** What one API call, object or file held. */
export interface Page {
  readonly records: readonly ReadRecord[];
  /** How many records were left aside unread, because the ledger keeps none such. */
  readonly aside?: number;
  /** What ECS did or said. */
  readonly effects?: readonly ReadEffect[];
  /** `position` names the file too. */
  readonly unreadable: readonly Unreadable[];
  /** What this page completes, kept in the ledger. */
  readonly covered?: readonly Covered[];
  /** What could and could not be seen, for the answer. */
  readonly coverage?: readonly Coverage[];
  /** What a person who waits may want to know: `page 3, back to 13:41:07Z`. */
  readonly progress?: string;
  /** Requests made to AWS for this page, the throttled ones too. */
  readonly requests?: number;
  /** How the rest will be read, and what that is expected to cost. */
  readonly plan?: PlanEstimate;
  /** To be called once all of the page is kept: only then may the source forget it, as a queue forgets its messages. */
  readonly settle?: () => Promise<void>;
}

/** What is left to do for one account and region, as far as its first pages tell. */
export interface PlanEstimate {
  readonly account: string;
  readonly region: string;
  /** The selectors that will be asked for, as a person would say it: `36 operations, one chain each`. */
  readonly plan: string;
  /** Requests still expected; the probes are already made. */
  readonly requests: number;
  /** Seconds expected at this account's and region's pace. */
  readonly seconds: number;
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
  /** Where credentials come from, instead of the SDK's own search; asked again when they run out. */
  readonly credentials?: CredentialProvider;
  /** The account that the credentials are for, where it is known without asking STS. */
  readonly account?: string;
  /** Standard input, for `file:///dev/stdin` and `-`. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Waits; replaced in tests that do not want to. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** As the AWS SDK takes it. */
export type CredentialProvider = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}>;

/** Returns its argument. */
export function defineSource(kind: SourceKind): SourceKind {
  return kind;
}
