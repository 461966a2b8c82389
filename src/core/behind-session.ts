import type { Actor, Hop } from "./actor.ts";
import type { Evidence, Gap, Grade } from "./evidence.ts";
import type { Issuing } from "./find-issuing.ts";
import type { Conclusion } from "./principal.ts";
import { cite, NOBODY_KNOWN, readRoleSession, weaker } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";
import { citeTags } from "./session-tags.ts";

/** One session and what is known of its beginning. */
interface Step {
  readonly record: CloudTrailRecord;
  /** Whom the record alone names. */
  readonly own: Actor;
  readonly issuing: Issuing;
  /** Who asked for the session. */
  readonly asked?: Actor;
  /** Who holds a session that an AWS service opened. */
  readonly holder?: Conclusion;
  readonly gaps?: readonly Gap[];
}

/** The actor behind a session: whoever asked for it, unless the record itself knows somebody more surely. */
export function behindSession(step: Step): Actor {
  const { record, own, issuing, asked, holder, gaps = [] } = step;
  const hop = hopOf(record, issuing);
  if (holder !== undefined) return held(own, hop, holder);
  if (asked === undefined) return own;
  const grade = asked.grade && weaker(asked.grade, hop.grade);
  const keeps =
    !isRefuted(record, own) &&
    rankOf(asked.kind, grade, asked.name) < rankOf(own.kind, own.grade, own.name);
  return {
    ...(keeps ? own : renamed(own, asked, viaOf(record, issuing, asked), grade)),
    through: isSameSession(record, issuing) ? asked.through : [hop, ...asked.through],
    evidence: evidenceOf(step, asked, keeps),
    gaps: [...gaps, ...asked.gaps],
  };
}

/** The session as it is, under the name of whoever asked for it. */
function renamed(own: Actor, asked: Actor, via: string, reached: Grade | undefined): Actor {
  const { grade: _, link: __, ...session } = own;
  const { kind, name, link } = asked;
  return {
    ...session,
    kind,
    name,
    via,
    ...(reached !== undefined && { grade: reached }),
    ...(link !== undefined && { link }),
  };
}

function held(own: Actor, hop: Hop, holder: Conclusion): Actor {
  const { kind, name, via, grade, evidence, gaps = [] } = holder;
  const isNamed = name !== "" && grade !== undefined;
  const reached = isNamed ? weaker(grade, hop.grade) : undefined;
  // A service that acts in a role of its own is told better by the record itself: it knows its gaps.
  const isKept = own.kind === kind && own.name === name;
  const shells = own.gaps.filter(({ unknown }) => unknown.includes("shell in the task"));
  const { grade: _, ...rest } = own;
  return {
    ...rest,
    kind,
    name: isNamed ? name : NOBODY_KNOWN,
    via,
    ...(reached !== undefined && { grade: reached }),
    through: [hop],
    evidence: [...evidence, ...own.evidence.filter((each) => !isIn(each, evidence))],
    gaps: isKept && kind !== "workload" ? own.gaps : [...gaps, ...shells],
  };
}

/** How this session came to be, with everything that the issuing event says about it. */
function hopOf({ userIdentity }: CloudTrailRecord, { record, grade, evidence }: Issuing): Hop {
  const { eventID, eventName, sharedEventID } = record;
  const shared =
    sharedEventID === undefined || record.userIdentity.type !== "AWSAccount"
      ? []
      : [{ ...cite("sharedEventID", sharedEventID, "proven" as const, COPY), eventID }];
  return {
    principal: userIdentity.arn ?? userIdentity.principalId ?? "",
    how: eventName,
    grade,
    eventID,
    evidence: [...evidence, ...shared, ...citeTags(record)],
  };
}

const COPY = "the same event has this id in the caller's account's trail";

/** A sign-in to the console goes on with the same session: no step further. */
function isSameSession({ userIdentity }: CloudTrailRecord, { record, issued }: Issuing): boolean {
  return issued.by === undefined && record.userIdentity.arn === userIdentity.arn;
}

/** A pipeline or pod is told with the role that it took first; a person's roles stand in the chain. */
function viaOf(record: CloudTrailRecord, { record: issuing }: Issuing, asked: Actor): string {
  const role = readRoleSession(record.userIdentity)?.role;
  const isToken = issuing.userIdentity.type === "WebIdentityUser";
  if (isToken && role !== undefined) return `${asked.via}, role ${role}`;
  const { type, accountId = "an unnamed account" } = record.userIdentity;
  const isRoot = type === "Root" && asked.kind !== "root";
  return isRoot ? `${asked.via}, as root of ${accountId}` : asked.via;
}

/**
 * An instance, task, function or service whose session somebody else opened is none: those sessions are opened by AWS. A
 * service that made the call made it for whoever opened the session.
 */
function isRefuted({ userIdentity }: CloudTrailRecord, { kind, grade }: Actor): boolean {
  if (kind === "workload") return grade !== "proven";
  return (kind === "aws-service" || kind === "pipeline") && userIdentity.invokedBy !== undefined;
}

/** How much a name is worth. Another account, proven, is worth more than a name that somebody chose, and less than a person inferred. */
function rankOf(kind: Actor["kind"], grade: Grade | undefined, name: string): number {
  if (name === NOBODY_KNOWN || grade === undefined) return 0;
  if (kind === "unknown") return grade === "proven" ? 3 : 1;
  if (kind === "account") return grade === "claimed" ? 1 : 3;
  return { claimed: 2, inferred: 4, proven: 5 }[grade];
}

function evidenceOf({ own, issuing }: Step, asked: Actor, keeps: boolean): readonly Evidence[] {
  const { eventID } = issuing.record;
  const further = asked.evidence.map((each) => ({ eventID, ...each }));
  const mfa =
    asked.mfa === true && own.mfa !== true
      ? [{ ...cite(MFA, "true", "proven" as const, "signed in with a second factor"), eventID }]
      : [];
  return keeps ? [...own.evidence, ...further, ...mfa] : [...further, ...mfa, ...own.evidence];
}

const MFA = "userIdentity.sessionContext.attributes.mfaAuthenticated";

function isIn({ field, value }: Evidence, all: readonly Evidence[]): boolean {
  return all.some((each) => each.field === field && each.value === value);
}
