import type { Change } from "./change.ts";
import { readInstant } from "./effect-parts.ts";
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
 * When the effect began to happen: a task is told to stop up to minutes before it has stopped, and nothing that was called
 * in between made it stop.
 */
export function beganAt({ kind, state, at, details }: Effect): string {
  if (kind !== "task" || !isEndState(state)) return at;
  const stopping = readInstant(details["stoppingAt"]);
  return stopping !== undefined && stopping < at ? stopping : at;
}

/** Whether a task's state is its end, or the way there. */
export function isEndState(state: string): boolean {
  return state === "STOPPED" || state === "STOPPING" || state === "DEPROVISIONING";
}

/**
 * The accepted calls that changed something and are found under a handle, in the effect's account and region and not
 * after it began, oldest first.
 *
 * @param bounds `from` as ISO 8601 in UTC, absent: whenever; `limit` counts records before they are judged.
 */
export function callsJoined(
  handle: Handle,
  subject: Effect,
  { archive, tell }: Material,
  bounds: { readonly from?: string; readonly limit?: number } = {},
): readonly JoinedCall[] {
  const { account, region } = subject;
  const to = shifted(beganAt(subject), CLOCKS_MS);
  return archive
    .find(handle, { account, region, to, order: "oldest", ...bounds })
    .map((record) => ({ record, change: tell(record) }))
    .filter(({ change }) => change.outcome.kind === "accepted" && change.nature === "mutating");
}

/** So long before the effect began: ISO 8601 in UTC. */
export function before(subject: Effect, milliseconds: number): string {
  return shifted(beganAt(subject), -milliseconds);
}

const LATEST_MS = 8.64e15;

/** A time that much later: ISO 8601 in UTC. Odd input may date an effect at the end of all that can be dated. */
export function shifted(at: string, milliseconds: number): string {
  const moved = Date.parse(at) + milliseconds;
  return new Date(Math.max(-LATEST_MS, Math.min(LATEST_MS, moved))).toISOString();
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
