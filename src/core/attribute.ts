import type { Actor } from "./actor.ts";
import type { Change } from "./change.ts";
import { followSession } from "./follow-session.ts";
import type { Archive } from "./handle.ts";
import type { CloudTrailRecord } from "./record.ts";
import { starters } from "./starters/index.ts";

/** Follows changes to who really stood behind them, with other records at hand. */
export interface Attributor {
  /** The change with its actor followed, and with who set the acting service to work, where the records show it. */
  readonly attribute: (change: Change, record: CloudTrailRecord) => Change;
  /** Who stood behind any record. */
  readonly identify: (record: CloudTrailRecord) => Actor;
}

/** @param archive is asked for each session once, so it must not grow in the meantime. */
export function createAttributor(archive: Archive): Attributor {
  const identify = (record: CloudTrailRecord): Actor => followSession(record, archive);
  return {
    identify,
    attribute: (change, record) => {
      const actor = identify(record);
      const starter = starters.find((one) => one.acted(record, actor));
      const found = starter?.find({ change, record, actor, archive, identify }) ?? { actor };
      return { ...change, ...found };
    },
  };
}
