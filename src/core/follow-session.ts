import type { Actor, Hop } from "./actor.ts";
import { caller } from "./caller.ts";
import type { Evidence, Gap } from "./evidence.ts";
import { findCopy, findIssuing } from "./find-issuing.ts";
import type { Issuing } from "./find-issuing.ts";
import type { Archive } from "./handle.ts";
import { identify } from "./identify.ts";
import { behindSession } from "./behind-session.ts";
import { findPortal, isFromPortal } from "./permission-set.ts";
import { cite } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";
import { confirmTask } from "./known-task.ts";
import { readHolder } from "./service-issued.ts";
import { isSettled } from "./settled.ts";

/** What the issuing events tell of one session: the same for all of its calls. */
interface Origin {
  readonly issuing?: Issuing;
  /** Who asked for the session; absent where nobody was found. */
  readonly asked?: Actor;
  /** The event in which Identity Center opened the session. */
  readonly portal?: Hop;
  readonly gaps: readonly Gap[];
}

/** More sessions than this are not kept. */
const MOST_SESSIONS = 50_000;
/** AWS allows chains of roles without end; longer ones are not walked. */
const DEEPEST = 20;

const sessionsOf = new WeakMap<Archive, Map<string, Origin>>();

/**
 * Who stood behind a call, through all the role sessions that other records show: from the access key that signed it to
 * the event that issued that key, and so on. Never throws, never guesses: a hop that is missing stands in the gaps.
 *
 * @param archive is asked once for each session, so it must not grow while it is used: make a new one for new records.
 */
export function followSession(record: CloudTrailRecord, archive: Archive): Actor {
  return follow(record, archive, new Set());
}

function follow(record: CloudTrailRecord, archive: Archive, walked: ReadonlySet<string>): Actor {
  const own = identify(record);
  if (own.kind === "account") return followCopy(record, own, archive, walked);
  if (isSettled(record, own)) return isFromPortal(own) ? withPortal(record, own, archive) : own;
  const { issuing, asked, gaps } = originOf(record, archive, walked);
  if (issuing === undefined) return withGaps(confirmTask(record, own, archive), gaps);
  const holder = readHolder(record, issuing.record);
  if (holder !== undefined) return behindSession({ record, own, issuing, holder });
  return asked === undefined
    ? withGaps(own, gaps)
    : behindSession({ record, own, issuing, asked, gaps });
}

/** A person of Identity Center is known; the event in which the session was opened is shown where there is one. */
function withPortal(record: CloudTrailRecord, own: Actor, archive: Archive): Actor {
  const { portal } = remember(record, archive, () => {
    const found = findPortal(record, own, archive);
    return { gaps: [], ...(found !== undefined && { portal: found }) };
  });
  return portal === undefined ? own : { ...own, through: [portal] };
}

/** Another account called: its own trail has a copy of the event that says who. */
function followCopy(
  record: CloudTrailRecord,
  own: Actor,
  archive: Archive,
  walked: ReadonlySet<string>,
): Actor {
  const copy = findCopy(record, archive);
  if (copy === undefined || walked.has(copy.eventID)) return own;
  const found = follow(copy, archive, new Set([...walked, record.eventID]));
  const shared: Evidence = {
    ...cite("sharedEventID", copy.sharedEventID ?? "", "proven", "the caller's account's copy"),
    eventID: copy.eventID,
  };
  const evidence = found.evidence.map((each) => ({ eventID: copy.eventID, ...each }));
  return { ...found, evidence: [...evidence, shared] };
}

function originOf(record: CloudTrailRecord, archive: Archive, walked: ReadonlySet<string>): Origin {
  // What was found on a walk that ended early is true of that walk only.
  if (walked.size > 0) return readOrigin(record, archive, walked);
  return remember(record, archive, () => readOrigin(record, archive, walked));
}

function remember(record: CloudTrailRecord, archive: Archive, read: () => Origin): Origin {
  const known = sessionsOf.get(archive) ?? new Map<string, Origin>();
  sessionsOf.set(archive, known);
  const { accessKeyId = "", arn = "", sessionContext, invokedBy = "" } = record.userIdentity;
  const { sessionCredentialFromConsole: fromConsole } = record;
  const key = [accessKeyId, arn, sessionContext?.creationDate, invokedBy, fromConsole].join(" ");
  const before = known.get(key);
  if (before !== undefined) return before;
  const origin = read();
  if (known.size >= MOST_SESSIONS) known.clear();
  known.set(key, origin);
  return origin;
}

function readOrigin(
  record: CloudTrailRecord,
  archive: Archive,
  walked: ReadonlySet<string>,
): Origin {
  const found = findIssuing(record, archive);
  if (found.kind === "none") return { gaps: [] };
  if (found.kind === "several") return { gaps: [several(found.records)] };
  const { issuing } = found;
  const { eventID } = issuing.record;
  if (walked.has(eventID) || walked.size >= DEEPEST)
    return { gaps: [{ unknown: "who began the chain of roles", missing: `${LOOP} ${eventID}` }] };
  const path = new Set([...walked, eventID]);
  return { issuing, asked: follow(caller(issuing), archive, path), gaps: [] };
}

const LOOP = "no further record: the sessions lead in a circle, or too far, at event";

function several(records: readonly CloudTrailRecord[]): Gap {
  const ids = records.slice(0, 5).map(({ eventID }) => eventID);
  return {
    unknown: `which of ${records.length} events opened the session`,
    missing: `a record that tells them apart: ${ids.join(", ")}${records.length > 5 ? " …" : ""}`,
  };
}

function withGaps(actor: Actor, gaps: readonly Gap[]): Actor {
  return gaps.length === 0 ? actor : { ...actor, gaps: [...gaps, ...actor.gaps] };
}
