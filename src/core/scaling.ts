import { firesBetween } from "./fires-at.ts";
import { citeIn } from "./join-records.ts";
import { objectIn, textIn } from "./json-fields.ts";
import type { Json, CloudTrailRecord } from "./record.ts";
import type { Join } from "./set-to-work.ts";

/** One change of how a service is scaled. */
interface Setup {
  readonly record: CloudTrailRecord;
  readonly min?: number;
  readonly max?: number;
}

const TEN_MINUTES = 600_000;

/**
 * Which change of a service's scaling best explains that it was set to so many tasks: a scheduled action that was due, the
 * limit that first allowed or enforced the number, else the newest change of all.
 *
 * @param newestFirst the accepted calls for one scalable target, no later than the scaling.
 */
export function explainScaling(
  newestFirst: readonly CloudTrailRecord[],
  desired: number | undefined,
  at: string,
): Join | undefined {
  const setups = sinceRemoved(newestFirst).map(readSetup);
  const [newest] = setups;
  if (newest === undefined) return undefined;
  const explained =
    desired === undefined
      ? undefined
      : (dueAction(setups, desired, at) ?? limited(setups, desired));
  return explained ?? joinTo(newest.record, "the newest change of how the service is scaled");
}

/** What stood before a target was removed holds no longer. */
function sinceRemoved(newestFirst: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] {
  const removed = newestFirst.findIndex(
    ({ eventName }) => eventName === "DeregisterScalableTarget",
  );
  return removed === -1 ? newestFirst : newestFirst.slice(0, removed);
}

/** A scheduled action sets new limits, and a number outside of them becomes the nearer limit. */
function dueAction(setups: readonly Setup[], desired: number, at: string): Join | undefined {
  const seen = new Set<string>();
  for (const { record, min, max } of setups) {
    const request = record.requestParameters ?? {};
    const name = textIn(request, "scheduledActionName");
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    const to = Date.parse(at);
    const zone = textIn(request, "timezone") ?? "UTC";
    const schedule = textIn(request, "schedule") ?? "";
    const isDue =
      record.eventName === "PutScheduledAction" &&
      (desired === min || desired === max) &&
      /^(?:Etc\/)?(?:UTC|GMT)$/.test(zone) &&
      firesBetween(schedule, to - TEN_MINUTES, to);
    if (isDue) {
      return joinTo(record, `a scheduled action due then, with the limit ${desired}`, "schedule");
    }
  }
  return undefined;
}

/** The newest change of the limits that allowed or enforced the number; where it is a limit itself, whoever set that. */
function limited(setups: readonly Setup[], desired: number): Join | undefined {
  const limits = setups.filter(({ record }) => record.eventName === "RegisterScalableTarget");
  const isNewest = limits.length > 0 && setups[0] === limits[0];
  for (const [index, setup] of limits.entries()) {
    const before = limitsFrom(limits.slice(index + 1));
    const isLimit = desired === setup.min || desired === setup.max;
    const says = isLimit || isNewest ? allowed(before, desired) : undefined;
    const isLast = isNewest && index === 0;
    const explained = says ?? (isLimit ? enforced(setup, before, desired, isLast) : undefined);
    if (explained !== undefined) return joinTo(setup.record, explained.says, explained.field);
  }
  return undefined;
}

interface Explained {
  readonly says: string;
  readonly field: string;
}

/** The number lies outside of the limits that held before. */
function allowed({ min, max }: Limits, desired: number): Explained | undefined {
  if (min !== undefined && desired < min) {
    return { says: `changed the minimum from ${min}, which did not allow ${desired}`, field: MIN };
  }
  if (max !== undefined && desired > max) {
    return { says: `changed the maximum from ${max}, which did not allow ${desired}`, field: MAX };
  }
  return undefined;
}

/** The number is the new limit, and the old one was wider, or nobody knows the old one. */
function enforced(
  now: Setup,
  before: Limits,
  desired: number,
  isLast: boolean,
): Explained | undefined {
  for (const [limit, old, field] of [
    [now.min, before.min, MIN],
    [now.max, before.max, MAX],
  ] as const) {
    if (limit !== desired) continue;
    if (old === undefined && isLast) return { says: `set ${desired} as a limit`, field };
    if (old !== undefined && (field === MIN ? old < desired : old > desired)) {
      return { says: `changed the limit from ${old} to ${desired}`, field };
    }
  }
  return undefined;
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

const MIN = "minCapacity";
const MAX = "maxCapacity";

/** The limits that held, of older calls: each may set only one of them. */
function limitsFrom(older: readonly Setup[]): Limits {
  const min = older.find((each) => each.min !== undefined)?.min;
  const max = older.find((each) => each.max !== undefined)?.max;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function joinTo(record: CloudTrailRecord, says: string, field = "resourceId"): Join {
  const request = record.requestParameters ?? {};
  const value = request[field];
  const written = typeof value === "string" ? value : JSON.stringify(value ?? "");
  const cited = citeIn(record, `requestParameters.${field}`, written, "inferred", says);
  return { record, grade: "inferred", evidence: [cited] };
}

function readSetup(record: CloudTrailRecord): Setup {
  const request = record.requestParameters ?? {};
  const action = objectIn(request, "scalableTargetAction");
  const min = countOf(request["minCapacity"] ?? action["minCapacity"]);
  const max = countOf(request["maxCapacity"] ?? action["maxCapacity"]);
  return { record, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function countOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
