import type { Coverage, Interval } from "../core/coverage.ts";
import type { Effect, EffectKind, ReadEffect } from "../core/effect.ts";
import type { Grouping, Outbox, Posting } from "../core/outbox.ts";
import type { ReadRecord } from "../core/parse-records.ts";
import type { CloudTrailRecord } from "../core/record.ts";

/**
 * The local store of records and coverage. Adding a record twice is harmless (the key is eventID). The raw record is
 * kept, so a better decoder can read old records again. Implementations hold no decoded conclusions, only the columns
 * that filters use.
 */
export interface Ledger {
  /** Where it lives: a file's path, or `:memory:`. */
  readonly location: string;
  /**
   * Adds a page of records and what the page proves to be covered, in one transaction: after a crash both are there or
   * neither is.
   *
   * @throws OperatorError `ledger-busy` when another process holds the write lock for longer than the time-out.
   */
  add(page: LedgerPage): AddReport;
  /** Records that fit, newest first unless asked otherwise; same-second ones in a stable order. */
  records(filter: RecordFilter): IterableIterator<CloudTrailRecord>;
  /** How many records fit. */
  count(filter: RecordFilter): number;
  /** Effects that fit, oldest first unless asked otherwise, read again from what was kept. */
  effects(filter: EffectFilter): readonly Effect[];
  /** The raw record with this eventID. */
  raw(eventID: string): string | undefined;
  /** What has been seen, overlapping intervals merged, oldest first. */
  coverage(filter: CoverageFilter): readonly Coverage[];
  /** A small value kept for a caller, such as which account an access key belongs to. */
  note(key: string): string | undefined;
  saveNote(key: string, value: string): void;
  /** Takes one short transaction; `change` may be called once or not at all. */
  readonly changePace: ChangePace;
  /** Every quota that was asked against, by its name. */
  paces(): readonly (QuotaPace & { readonly quota: string })[];
  /** What waits to leave through sinks. */
  readonly outbox: Outbox;
  close(): void;
}

/**
 * Reads and replaces the pace of one quota, so that all who share the ledger keep to it together.
 *
 * @param change is given what is known: nothing at first.
 * @returns what holds from now on; nothing, and nothing is changed, while another process keeps the ledger busy.
 */
export type ChangePace = (
  quota: string,
  change: (known: QuotaPace | undefined) => QuotaPace,
) => QuotaPace | undefined;

/** From when on and how fast requests may be made that count against one quota. Times are milliseconds since 1970. */
export interface QuotaPace {
  /** When the next request may be made. */
  readonly nextTurn: number;
  /** Requests a second. */
  readonly perSecond: number;
  /** When AWS's throttling lowered it last; 0 where it never did. */
  readonly loweredAt: number;
}

export interface LedgerPage {
  /** The source's URI, kept beside each record. */
  readonly source: string;
  readonly records: readonly ReadRecord[];
  /** What ECS did or said; adding the same twice is harmless, for its id is the same. */
  readonly effects?: readonly ReadEffect[];
  /** What this page completes. */
  readonly covered?: readonly Covered[];
  /**
   * What must leave through sinks because of this page. Asked once the page's records can be found, within the same
   * transaction: after a crash records and postings both are there or neither is. It must not add to the ledger itself.
   */
  readonly post?: () => { readonly postings: readonly Posting[]; readonly grouping: Grouping };
}

/** A stretch of one account and region seen whole through one selector of one source. */
export interface Covered extends Interval {
  readonly account: string;
  readonly region: string;
  readonly selector: string;
}

export interface AddReport {
  readonly added: number;
  /** Records that the ledger already had. */
  readonly known: number;
  /** Findings that were not posted before; absent where the page posts none. */
  readonly posted?: number;
}

/** Every part narrows; an absent part does not, and an empty list leaves nothing. Times are ISO 8601 in UTC. */
export interface RecordFilter {
  /** Included. */
  readonly from?: string;
  /** Not included. */
  readonly to?: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly eventSources?: readonly string[];
  readonly eventNames?: readonly string[];
  readonly eventID?: string;
  /** Records that touch any of these. */
  readonly resources?: readonly ResourceSelector[];
  /** Leave out reads, the ECS agent's own calls and data events. */
  readonly changesOnly?: boolean;
  /** Only records made by an account's root user. */
  readonly rootOnly?: boolean;
  readonly order?: "newest" | "oldest";
  readonly limit?: number;
}

/** Every part narrows; an absent part does not. Times are ISO 8601 in UTC; `from` is included, `to` is not. */
export interface EffectFilter extends Partial<Interval> {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly kinds?: readonly EffectKind[];
  /** Effects that touch any of these. */
  readonly resources?: readonly ResourceSelector[];
  /** One effect by its id. */
  readonly id?: string;
  readonly order?: "newest" | "oldest";
  readonly limit?: number;
}

/**
 * An ECS thing to look for. With a name: records that touch it or what belongs to it (the tasks of a service, the
 * revisions of a family); an absent part fits any. Without: everything that lies in the cluster, and the cluster itself.
 * Names are short names, as in core's `Resource`.
 */
export type ResourceSelector =
  | { readonly kind?: string; readonly cluster?: string; readonly name: string }
  | { readonly kind?: never; readonly cluster: string; readonly name?: never };

export interface CoverageFilter extends Partial<Interval> {
  readonly source?: string;
  readonly account?: string;
  readonly region?: string;
  readonly selector?: string;
}
