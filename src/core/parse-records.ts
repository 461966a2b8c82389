import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** A record that could be read, with the raw object it was read from. */
export interface ReadRecord {
  readonly record: CloudTrailRecord;
  /** The record as it stood in the source (unwrapped from its envelope), for the ledger to keep. */
  readonly raw: JsonObject;
}

/** Something in the material that could not be read as a CloudTrail record: kept aside, counted, never fatal. */
export interface Unreadable {
  /** Where it stands: `record 3`, `line 12`, `byte 4096`. The source puts the file's name before it. */
  readonly position: string;
  /** Why, as a clause: `not JSON: unexpected end`, `no eventName`, `a CloudTrail digest file, not records`. */
  readonly reason: string;
}

/** What one piece of material held. `records` and `unreadable` together account for everything in it. */
export interface ParsedRecords {
  readonly records: readonly ReadRecord[];
  readonly unreadable: readonly Unreadable[];
}
