import { handlesOf } from "../core/handles-of.ts";
import type { ReadRecord } from "../core/parse-records.ts";
import { readCall } from "../core/read-call.ts";
import { isByRoot, keyText, secondsOf, touchedBy } from "./columns.ts";

export const STS = "sts.amazonaws.com";

/** A record on its way to the shelf. */
export interface Shelvable {
  readonly eventID: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly eventName: string;
  /** What others find it by. */
  readonly names: readonly string[];
  readonly source: string;
  readonly text: string;
}

/**
 * The record as it is put on the shelf; nothing where it must be written at once, because it changed something, touches
 * anything of ECS, or was made by the root user.
 */
export function shelvable({ record, raw }: ReadRecord, source: string): Shelvable | undefined {
  const { eventSource, eventName, readOnly } = record;
  if (eventSource !== STS || readOnly !== true || isByRoot(record)) return undefined;
  const time = secondsOf(record.eventTime);
  // A time that the shelf cannot hold is the database's.
  if (time !== (time | 0)) return undefined;
  const { nature, resources, account } = readCall(record);
  if (nature !== "read" || touchedBy(resources).length > 0) return undefined;
  return {
    eventID: keyText(record.eventID),
    time,
    account: keyText(account),
    region: keyText(record.awsRegion),
    eventName: keyText(eventName),
    names: handlesOf(record).map(({ name }) => keyText(name)),
    source,
    text: JSON.stringify(raw),
  };
}
