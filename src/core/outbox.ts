import type { JsonObject } from "./record.ts";

/**
 * What leaves through sinks, as the ledger keeps it between a finding and its delivery. The ledger knows of it only what
 * grouping and delivering need; what a message says is `notice`.
 */

/** A finding on its way out. All times of the outbox are milliseconds since 1970. */
export interface Posting {
  /** The same finding, found again, has the same one: it is posted once. */
  readonly finding: string;
  /** Postings of one key within one window are one message. */
  readonly key: string;
  /** How grave it is; higher is worse. A rise within a group is delivered at once. */
  readonly rank: number;
  /** When it happened: ISO 8601 in UTC. */
  readonly at: string;
  /** The records that it rests on. */
  readonly eventIDs: readonly string[];
  readonly notice: JsonObject;
  readonly sinks: readonly Addressee[];
}

/** A sink that a posting goes to. */
export interface Addressee {
  /** What the sink is called; never a secret. */
  readonly name: string;
  /** It can replace what it said before; others get a summary at the end of the group's window. */
  readonly updates: boolean;
}

/** How postings are grouped. */
export interface Grouping {
  readonly now: number;
  /** How long a group takes in what follows its first posting. */
  readonly windowMs: number;
  /** A sink that updates is told of more at most once in this time. */
  readonly pauseMs: number;
}

/** One group as it must now be told to one sink. */
export interface Parcel {
  readonly group: number;
  readonly sink: string;
  readonly key: string;
  /** That of the first posting of the group's worst rank. */
  readonly notice: JsonObject;
  readonly rank: number;
  /** How many postings the group holds. */
  readonly count: number;
  /** Of how many and of which rank this sink has been told; 0 where of none yet. */
  readonly toldCount: number;
  readonly toldRank: number;
  /** The oldest and newest time at which something happened. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Some of the records that the group rests on, oldest posting first. */
  readonly eventIDs: readonly string[];
  /** Attempts that began and did not succeed. */
  readonly attempts: number;
  /** An earlier attempt may have arrived: this one may be a double. */
  readonly isRepeat: boolean;
}

/** How an attempt failed. */
export interface FailedAttempt {
  /** When to try again. */
  readonly retryAt: number;
  /** The sink may have received it. */
  readonly mayHaveArrived: boolean;
  /** Why, without secrets. */
  readonly reason: string;
}

/** What the outbox holds and has done for one sink. */
export interface SinkTally {
  readonly sink: string;
  /** Messages that are due or will be. */
  readonly waiting: number;
  /** Messages that the sink refused for what they say; kept, and tried no more. */
  readonly refused: number;
  /** Messages that it took, updates and summaries too. */
  readonly delivered: number;
  /** Attempts that may have told the sink the same twice. */
  readonly doubles: number;
}

/** Messages between a finding and its delivery: written with the records, cleared once delivered. */
export interface Outbox {
  /** Takes what is due at a sink next and marks that its delivery begins; until `leaseMs` are over nobody else takes it. */
  take(sink: string, now: number, leaseMs: number): Parcel | undefined;
  /** The sink has taken it. */
  delivered(parcel: Parcel, now: number, pauseMs: number): void;
  failed(parcel: Parcel, attempt: FailedAttempt): void;
  /** The sink will never take it: it is kept, and tried no more until `retryRefused`. */
  refused(parcel: Parcel, reason: string): void;
  /** Refused messages of a sink become due again. */
  retryRefused(sink: string, now: number): number;
  /** When the next message for a sink is due; nothing where none waits. */
  nextDue(sink: string): number | undefined;
  /** Forgets groups that are closed and delivered, and findings older than any source repeats. */
  sweep(now: number): void;
  tallies(): readonly SinkTally[];
}
