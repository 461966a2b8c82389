import { parseArn } from "./arn.ts";
import type { Evidence, Grade } from "./evidence.ts";
import type { Archive } from "./handle.ts";
import type { Issued } from "./issuance.ts";
import { issuances } from "./issuances/index.ts";
import type { CloudTrailRecord } from "./record.ts";
import { shiftTime } from "./who-assumed.ts";

/** The event that opened a session, with the copies of it that other trails hold. */
export interface Issuing {
  /** The copy that tells most of who asked. */
  readonly record: CloudTrailRecord;
  readonly issued: Issued;
  /** How surely it opened this very session. */
  readonly grade: Grade;
  /** What joins the two, read from the issuing event. */
  readonly evidence: readonly Evidence[];
}

/** What a search brought: one event, several of which none is surer, or none. */
export type Search =
  | { readonly kind: "one"; readonly issuing: Issuing }
  | { readonly kind: "several"; readonly records: readonly CloudTrailRecord[] }
  | { readonly kind: "none" };

/** A session's creation date and the event's time are of the same second, or of the next. */
const SECONDS = 5;

/**
 * The event that opened a record's session: by the access key that signed, which AWS issues once; where no key joins, by
 * session and creation date, for the console changes its keys and keeps the date.
 */
export function findIssuing(record: CloudTrailRecord, archive: Archive): Search {
  const key = record.userIdentity.accessKeyId;
  if (key && !key.startsWith("AKIA")) {
    const found = archive.find({ kind: "issued-key", name: key });
    const byKey = choose(record, found, (issued) => issued.accessKeyId === key, "proven");
    if (byKey.kind !== "none") return byKey;
  }
  return findByMoment(record, archive);
}

/** Another trail's copy of the same event, which knows its caller better than `AWSAccount`. */
export function findCopy(record: CloudTrailRecord, archive: Archive): CloudTrailRecord | undefined {
  const { sharedEventID, eventID, eventName } = record;
  if (sharedEventID === undefined) return undefined;
  const copies = archive
    .find({ kind: "shared-event", name: sharedEventID })
    .filter((copy) => copy.eventID !== eventID && copy.eventName === eventName && isTold(copy))
    .filter((copy) => copy.userIdentity.accountId === record.userIdentity.accountId);
  return new Set(copies.map(callerOf)).size === 1 ? copies[0] : undefined;
}

function findByMoment(record: CloudTrailRecord, archive: Archive): Search {
  const { arn, sessionContext } = record.userIdentity;
  const begun = sessionContext?.creationDate;
  if (!arn || begun === undefined) return { kind: "none" };
  const during = { from: shiftTime(begun, -SECONDS), to: shiftTime(begun, SECONDS + 1) };
  const found = archive
    .find({ kind: "session", name: arn }, during)
    .filter((each) => mayChangeKey(record, each));
  return choose(record, found, (issued) => issued.principal === arn, "inferred");
}

/**
 * Whether a session may sign with another key than its event issued. The console and services that act for a caller make
 * keys of their own; elsewhere another key is another session, opened in the same seconds under the same name.
 */
function mayChangeKey(record: CloudTrailRecord, opened: CloudTrailRecord): boolean {
  const key = record.userIdentity.accessKeyId;
  const issued = readIssued(opened)?.accessKeyId;
  if (!key || issued === undefined || issued === key) return true;
  if (record.sessionCredentialFromConsole === true || isConsole(record)) return true;
  return record.userIdentity.invokedBy !== undefined || isConsole(opened);
}

const INSIDE: ReadonlySet<string> = new Set(["AWS Internal", "signin.amazonaws.com"]);

function isConsole({
  sourceIPAddress = "",
  userAgent = "",
  userIdentity,
}: CloudTrailRecord): boolean {
  return (
    INSIDE.has(sourceIPAddress) ||
    INSIDE.has(userIdentity.invokedBy ?? "") ||
    INSIDE.has(userAgent) ||
    userAgent === "console.amazonaws.com"
  );
}

function choose(
  record: CloudTrailRecord,
  found: readonly CloudTrailRecord[],
  joins: (issued: Issued) => boolean,
  grade: Grade,
): Search {
  const candidates = found.flatMap((each) => {
    const issued = each.eventID === record.eventID ? undefined : readIssued(each);
    const fits = issued !== undefined && joins(issued) && isSession(issued, record);
    return fits ? [{ record: each, issued }] : [];
  });
  const events = openersOf(candidates, record);
  const [first] = events;
  if (first === undefined) return { kind: "none" };
  const callers = new Set(events.map(({ issued, record: each }) => issued.by ?? callerOf(each)));
  if (callers.size > 1) return { kind: "several", records: events.map((event) => event.record) };
  const evidence = [citeJoin(first.record, first.issued, grade)];
  return { kind: "one", issuing: { ...first, grade, evidence } };
}

interface Candidate {
  readonly record: CloudTrailRecord;
  readonly issued: Issued;
}

/**
 * One candidate for each event that may have opened the session. Copies in several trails are one event; a sign-in that
 * goes on with the same session is left out beside what opened it; of a switch of roles in the console, whose SwitchRole
 * and STS events are of the same moment, the one that leads furthest stays.
 */
function openersOf(
  candidates: readonly Candidate[],
  { userIdentity }: CloudTrailRecord,
): readonly Candidate[] {
  const byEvent = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const id = candidate.record.sharedEventID ?? candidate.record.eventID;
    const before = byEvent.get(id);
    if (before === undefined || !isTold(before.record)) byEvent.set(id, candidate);
  }
  const all = [...byEvent.values()];
  const goesOn = ({ issued, record }: Candidate): boolean =>
    issued.by === undefined && record.userIdentity.arn === userIdentity.arn;
  const openers = all.some((each) => !goesOn(each)) ? all.filter((each) => !goesOn(each)) : all;
  return openers.filter((one) => !openers.some((other) => tellsMore(other, one)));
}

/** Whether another event may be the same one and knows more of its caller: a key before an ARN before an account. */
function tellsMore(other: Candidate, one: Candidate): boolean {
  const mine = whoOf(one);
  const theirs = whoOf(other);
  if (theirs.knows <= mine.knows) return false;
  return mine.arn === undefined ? theirs.account === mine.account : theirs.arn === mine.arn;
}

function whoOf({ record, issued }: Candidate): {
  readonly knows: number;
  readonly arn?: string;
  readonly account?: string;
} {
  const { by } = issued;
  if (by !== undefined) return { knows: 1, arn: by, account: parseArn(by)?.account ?? "" };
  const { arn, accountId: account } = record.userIdentity;
  if (!isTold(record)) return { knows: 0, ...(account !== undefined && { account }) };
  return {
    knows: 2,
    ...(arn !== undefined && { arn }),
    ...(account !== undefined && { account }),
  };
}

/** What a record hands out, whichever kind of issuing event it is. */
export function readIssued(record: CloudTrailRecord): Issued | undefined {
  const { eventSource, eventName } = record;
  const issuance = issuances.find(
    (each) => each.eventNames.includes(eventName) && each.eventSources.includes(eventSource),
  );
  return issuance?.read(record);
}

/** A key of another role's session is not this session's, whatever else agrees: the record is damaged. */
function isSession({ principal }: Issued, { userIdentity }: CloudTrailRecord): boolean {
  if (principal === undefined || !userIdentity.arn) return true;
  return principal === userIdentity.arn || !/:assumed-role\//.test(userIdentity.arn);
}

function isTold({ userIdentity }: CloudTrailRecord): boolean {
  return userIdentity.type !== "AWSAccount";
}

function callerOf({ userIdentity }: CloudTrailRecord): string {
  const { arn, principalId, invokedBy, accountId, accessKeyId, userName } = userIdentity;
  return [arn ?? principalId ?? userName ?? invokedBy ?? accountId, accessKeyId].join(" ");
}

function citeJoin(record: CloudTrailRecord, issued: Issued, grade: Grade): Evidence {
  const { eventID } = record;
  const { accessKeyId = "", principal = "" } = issued;
  return grade === "proven"
    ? {
        field: "responseElements.credentials.accessKeyId",
        value: accessKeyId,
        grade,
        says: "the key that this event issued signed the call",
        eventID,
      }
    : {
        field:
          issued.accessKeyId === undefined
            ? "userIdentity.arn"
            : "responseElements.assumedRoleUser.arn",
        value: principal,
        grade,
        says: `the same session, opened ${issued.at}, when the call's session began`,
        eventID,
      };
}
