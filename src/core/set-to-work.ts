import type { Actor, Hop } from "./actor.ts";
import { setToWork } from "./aws-service.ts";
import type { Evidence, Gap, Grade } from "./evidence.ts";
import {
  areSame,
  evidenceOf,
  gradeOf,
  lookupsBefore,
  severalMay,
  weakest,
} from "./join-records.ts";
import type { CloudTrailRecord } from "./record.ts";
import type { Acted, Started } from "./starter.ts";

/** Whether AWS wrote down that this service made the call, or opened the session that did. */
export function isService(actor: Actor, name: string, dnsNames: readonly string[]): boolean {
  if (actor.kind !== "aws-service" && actor.kind !== "pipeline") return false;
  return actor.name === name && actor.evidence.some((one) => namesService(one, dnsNames));
}

function namesService({ field, value, grade }: Evidence, dnsNames: readonly string[]): boolean {
  if (grade !== "proven") return false;
  const asCaller = field === "userIdentity.invokedBy" || field === "sourceIPAddress";
  return (
    (asCaller && dnsNames.includes(value)) ||
    dnsNames.some((name) => value.includes(`:role/aws-service-role/${name}/`))
  );
}

/** A record that shows who set a service to work, or configured it. */
export interface Join {
  readonly record: CloudTrailRecord;
  /** How surely the record belongs to the call. */
  readonly grade: Grade;
  readonly evidence: readonly Evidence[];
}

/** Whoever made a joined call, for the other call that it explains. */
export function whoMade({ record, grade, evidence }: Join, identify: Acted["identify"]): Actor {
  const who = identify(record);
  return {
    ...who,
    grade: weakest([grade, gradeOf(who)]) ?? grade,
    evidence: [...evidence, ...evidenceOf(record, who)],
  };
}

/** The one who made all of these calls; a gap where they were several, nothing where there is no call. */
export function onlyMaker(
  joins: readonly Join[],
  unknown: string,
  identify: Acted["identify"],
): { readonly who: Actor; readonly join: Join } | Gap | undefined {
  const all = joins.map((join) => ({ join, record: join.record, who: whoMade(join, identify) }));
  const [first] = all;
  if (first === undefined) return undefined;
  if (!areSame(all.map(({ who }) => who))) return severalMay(unknown, all);
  const { link, ...who } = first.who;
  const isOneRun = all.every((each) => each.who.link === link);
  return { join: first.join, who: { ...who, ...(isOneRun && link !== undefined && { link }) } };
}

/** The service as before, now that it is known who stands behind it. */
export function settled(actor: Actor, more: Partial<Actor> = {}): Actor {
  const { evidence = [], gaps = [], ...rest } = more;
  return {
    ...actor,
    ...rest,
    evidence: [...actor.evidence, ...evidence],
    gaps: [...withoutQuestion(actor), ...gaps],
  };
}

/** The service as before, with the gap that says which record is missing. */
export function unsettled(
  { actor, record }: Pick<Acted, "actor" | "record">,
  missing: string,
  eventNames: readonly string[],
  hours: number,
): Started {
  const lookups = lookupsBefore(record, eventNames, hours);
  const unknown = setToWork(actor.name);
  const gap: Gap = { unknown, missing, ...(lookups.length > 0 && { lookups }) };
  return { actor: settled(actor, { gaps: [gap] }) };
}

/** A pipeline by its own name, where a record shows it. */
export function pipelineNamed(
  actor: Actor,
  name: string,
  service: string,
  grade: Grade,
  evidence: readonly Evidence[],
): Actor {
  return settled(actor, {
    kind: "pipeline",
    name,
    via: actor.role === undefined ? service : `${service}, role ${actor.role}`,
    grade: weakest([grade, gradeOf(actor)]) ?? grade,
    evidence,
  });
}

/** Whoever ran a service that acted in a role of its own: the service is the tool, and its role one step on the way. */
export function throughService(service: Actor, who: Actor, join: Join, how: string): Actor {
  const hop: Hop = {
    principal: service.principal,
    how,
    grade: join.grade,
    eventID: join.record.eventID,
    evidence: join.evidence,
  };
  const { principal, account, role, session, accessKeyId } = service;
  const { account: _account, role: _role, session: _session, accessKeyId: _key, ...rest } = who;
  return {
    ...rest,
    principal,
    ...(account !== undefined && { account }),
    ...(role !== undefined && { role }),
    ...(session !== undefined && { session }),
    ...(accessKeyId !== undefined && { accessKeyId }),
    through: [hop, ...who.through],
    evidence: [...who.evidence, ...service.evidence],
    gaps: [...who.gaps, ...withoutQuestion(service)],
  };
}

function withoutQuestion({ gaps }: Actor): readonly Gap[] {
  return gaps.filter(({ unknown }) => !unknown.startsWith("who set "));
}
