/** A stretch of time, both ends ISO 8601 in UTC; `to` is not included. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** What was seen of one account and region by one source, and what kept us from seeing the rest. */
export interface Coverage extends Interval {
  readonly account: string;
  readonly region: string;
  /** The source's URI: `event-history://`, `file:///logs`. */
  readonly source: string;
  /** What was asked for: `EventSource=ecs.amazonaws.com`, or `everything`. */
  readonly selector: string;
  readonly state: "seen" | "partial" | "fresh" | "denied" | "unreachable" | "not-asked";
  /** What a reader should know: `the last 15 minutes may still be on their way`. */
  readonly note?: string;
  /** How many records were read for it, where counted. */
  readonly records?: number;
}
