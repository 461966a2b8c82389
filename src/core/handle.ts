import type { Interval } from "./coverage.ts";
import type { CloudTrailRecord } from "./record.ts";

/**
 * A name under which a record is found again by another that it explains: the access key that it issued, the stack that
 * it updated, the deployment that it made. Ledgers index them.
 */
export interface Handle {
  /** Kebab-case: `issued-key`, `scalable-target`, `stack`, `ecs-deployment`; for ECS things a `ResourceKind`. */
  readonly kind: string;
  readonly name: string;
}

/** Where and when to look; an absent part fits any. Times are ISO 8601 in UTC. */
export interface Search extends Partial<Interval> {
  readonly account?: string;
  readonly region?: string;
  /** Newest first unless asked otherwise. */
  readonly order?: "newest" | "oldest";
  readonly limit?: number;
}

/** All the records at hand, to look others up in. A ledger is one, a list in memory another. */
export interface Archive {
  /** The records that are found under this handle. `from` is included, `to` is not. */
  readonly find: (handle: Handle, search?: Search) => readonly CloudTrailRecord[];
}

/** Reads from one kind of event the handles under which it is found again. */
export interface Handled {
  /** `sts.amazonaws.com` */
  readonly eventSources: readonly string[];
  readonly eventNames: readonly string[];
  /** Never throws; none for a refused call, or one that shows nothing. */
  readonly handles: (record: CloudTrailRecord) => readonly Handle[];
}
