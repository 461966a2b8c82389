import type { Actor } from "./actor.ts";
import type { Evidence, Gap, Grade, Lookup } from "./evidence.ts";
import type { Archive, Handle, Search } from "./handle.ts";
import type { CloudTrailRecord } from "./record.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Event History keeps 90 days. */
export const HISTORY_HOURS = 90 * 24;

/** The account that a record happened in, as the ledger files it; `""` where the record does not say. */
export function accountOf({ recipientAccountId, userIdentity }: CloudTrailRecord): string {
  return recipientAccountId ?? userIdentity.accountId ?? "";
}

/**
 * Calls that AWS took, of the same account and region and no later than this one, newest first.
 *
 * Without hours the whole past is asked for in one and the same search, whatever the call, so that it can be remembered:
 * only for what is rarely changed. With hours only that long back, in whole hours of the clock: for what happens often. A limit keeps the newest of what
 * may happen a hundred thousand times a day.
 */
export function findBefore(
  archive: Archive,
  handle: Handle,
  record: CloudTrailRecord,
  hours?: number,
  limit?: number,
): readonly CloudTrailRecord[] {
  const account = accountOf(record);
  const region = record.awsRegion;
  const found = archive.find(handle, {
    account,
    region,
    ...(hours !== undefined && limit === undefined && wholeHours(record.eventTime, hours)),
    ...(limit !== undefined && { ...hoursBefore(record.eventTime, hours ?? HISTORY_HOURS), limit }),
  });
  const at = Date.parse(record.eventTime);
  const since = hours === undefined ? -Infinity : at - hours * HOUR;
  return found.filter(
    (each) =>
      each.errorCode === undefined &&
      each.eventID !== record.eventID &&
      each.awsRegion === region &&
      accountOf(each) === account &&
      isWithin(Date.parse(each.eventTime), since, at),
  );
}

function isWithin(time: number, from: number, to: number): boolean {
  return time >= from && time <= to;
}

/** At least the hours before a time, in whole hours of the clock: one search for all the calls of an hour. */
function wholeHours(time: string, hours: number): Pick<Search, "from" | "to"> {
  const at = Date.parse(time);
  if (Number.isNaN(at)) return {};
  const hour = Math.floor(at / HOUR) * HOUR;
  return { from: written(hour - hours * HOUR), to: written(hour + HOUR) };
}

/** From so many hours before a time to that time, its own second included. */
function hoursBefore(time: string, hours: number): Pick<Search, "from" | "to"> {
  const at = Date.parse(time);
  if (Number.isNaN(at)) return {};
  return { from: written(at - hours * HOUR), to: written(at + SECOND) };
}

/** How the calls with these names can be asked for that were made in the hours before a call. */
export function lookupsBefore(
  record: CloudTrailRecord,
  eventNames: readonly string[],
  hours: number,
): readonly Lookup[] {
  const account = accountOf(record);
  const { from, to } = hoursBefore(record.eventTime, hours);
  if (account === "" || record.awsRegion === "" || from === undefined || to === undefined) {
    return [];
  }
  return eventNames.map((name) => ({
    account,
    region: record.awsRegion,
    selector: `EventName=${name}`,
    from,
    to,
  }));
}

/** CloudTrail's own precision. */
function written(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Evidence that stands in another record than the one being explained. */
export function citeIn(
  record: CloudTrailRecord,
  field: string,
  value: string,
  grade: Grade,
  says: string,
): Evidence {
  return { field, value, grade, says, eventID: record.eventID };
}

/** Evidence that was read from a record, now that another record is being explained. */
export function evidenceOf(record: CloudTrailRecord, actor: Actor): readonly Evidence[] {
  return actor.evidence.map((one) => ({ ...one, eventID: one.eventID ?? record.eventID }));
}

const STRENGTH: readonly Grade[] = ["claimed", "inferred", "proven"];

/** A conclusion is as sure as its weakest step; nothing where there is no step. */
export function weakest(grades: readonly Grade[]): Grade | undefined {
  return STRENGTH.find((grade) => grades.includes(grade));
}

/** How far an actor's name can be trusted; where nobody said, as far as the weakest that led to it. */
export function gradeOf(actor: Actor): Grade {
  return actor.grade ?? weakest(actor.evidence.map(({ grade }) => grade)) ?? "claimed";
}

/** Whether all are one and the same. Nobody known is the same only where the same credentials signed. */
export function areSame(actors: readonly Actor[]): boolean {
  return new Set(actors.map(keyOf)).size === 1;
}

function keyOf({ kind, name, principal, accessKeyId = "" }: Actor): string {
  return JSON.stringify(kind === "unknown" ? [principal, accessKeyId] : [kind, name]);
}

/** Names for a sentence, each once: `Jane Doe or John Roe`. */
export function namesOf(actors: readonly Actor[]): string {
  return [...new Set(actors.map(({ name, via }) => `${name} (${via})`))].join(" or ");
}

/** That several may have done it, and what each did. */
export function severalMay(
  unknown: string,
  all: readonly { readonly record: CloudTrailRecord; readonly who: Actor }[],
): Gap {
  const seen = all
    .slice(0, 5)
    .map(
      ({ record, who }) => `${record.eventName} at ${record.eventTime} by ${who.name} (${who.via})`,
    );
  return {
    unknown: `${unknown}: ${namesOf(all.map(({ who }) => who))}`,
    missing: `a field that says which of these it was: ${seen.join(", ")}`,
  };
}
