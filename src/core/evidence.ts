import type { Interval } from "./coverage.ts";

/**
 * How far a conclusion can be trusted.
 *
 * - `proven`: a field that AWS writes names it, or an identifier that AWS issued joins the records.
 * - `inferred`: joined by time, role, name or a naming convention.
 * - `claimed`: only text that the caller chose (user agent, role session name, startedBy, reason).
 */
export type Grade = "proven" | "inferred" | "claimed";

/** One field of a record that led to a conclusion, so that a reader can check it. */
export interface Evidence {
  /** The field's path in the record, in CloudTrail's spelling: `userIdentity.sessionContext.sessionIssuer.userName`. */
  readonly field: string;
  /** The field's value as it stands in the record. Hostile until rendered. */
  readonly value: string;
  readonly grade: Grade;
  /** What the field says here, as a short clause: `the role that was assumed`. */
  readonly says: string;
  /** The record it was read from, where that is not the record being explained. */
  readonly eventID?: string;
}

/** Something that could not be known, and which record would settle it. */
export interface Gap {
  /** What is unknown, as a clause: `who assumed the role deploy-prod`. */
  readonly unknown: string;
  /** The record that would settle it: `the sts AssumeRole event that issued ASIA…`. */
  readonly missing: string;
  /** How that record can be asked for in Event History, surest and cheapest first; absent where nothing can be asked. */
  readonly lookups?: readonly Lookup[];
}

/** One request to Event History that may bring a missing record. */
export interface Lookup extends Interval {
  readonly account: string;
  readonly region: string;
  /** The one attribute, as LookupEvents takes it: `ResourceName=ASIA…` finds the event that issued that key. */
  readonly selector: string;
}
