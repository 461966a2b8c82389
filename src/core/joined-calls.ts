import type { Change } from "./change.ts";
import type { Effect } from "./effect.ts";
import type { Evidence, Grade } from "./evidence.ts";
import type { Handle } from "./handle.ts";
import type { CloudTrailRecord } from "./record.ts";
import type { Material } from "./verdict.ts";

/** A call that shares an id with an effect. */
export interface JoinedCall {
  readonly record: CloudTrailRecord;
  readonly change: Change;
}

/** CloudTrail tells whole seconds and the clocks of two services: a cause may seem that much later than its effect. */
const CLOCKS_MS = 2000;

/**
 * The accepted calls that changed something and are found under a handle, in the effect's account and region and not
 * after it, oldest first.
 */
export function callsJoined(
  handle: Handle,
  { account, region, at }: Effect,
  { archive, tell }: Material,
): readonly JoinedCall[] {
  const to = new Date(Date.parse(at) + CLOCKS_MS).toISOString();
  return archive
    .find(handle, { account, region, to, order: "oldest" })
    .map((record) => ({ record, change: tell(record) }))
    .filter(({ change }) => change.outcome.kind === "accepted" && change.nature === "mutating");
}

/** Evidence that an id joins a call with an effect. */
export function citeCall(
  { change }: Pick<JoinedCall, "change">,
  field: string,
  value: string,
  says: string,
  grade: Grade = "proven",
): Evidence {
  return { field, value, grade, says, eventID: change.eventID };
}

/** Evidence from the effect's own words. */
export function citeEffect(
  field: string,
  value: string,
  says: string,
  grade: Grade = "proven",
): Evidence {
  return { field, value, grade, says };
}
