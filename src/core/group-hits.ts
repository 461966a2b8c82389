import type { Change } from "./change.ts";
import type { Hit } from "./detect.ts";
import { SEVERITIES, type Finding, type Severity } from "./finding.ts";
import { resourceLabel, sentenceOf } from "./sentence.ts";
import { isAbout, isExpired, type Suppression } from "./suppress.ts";

/** What hits are told with. */
export interface Telling {
  /** The date that needs not be said, and by which suppressions expire. */
  readonly today: string;
  /** All changes that were looked at, oldest first: they tell what came after. */
  readonly changes: readonly Change[];
  readonly suppressions?: readonly Suppression[];
}

type Group = readonly [Hit, ...Hit[]];

/**
 * One finding for all hits of one rule by one actor on one resource, or from one address where the rule is about the
 * actor. Nothing is dropped: each counts, and the records are named up to a number.
 *
 * @param hits oldest first.
 * @returns worst first, then newest first.
 */
export function groupHits(hits: readonly Hit[], telling: Telling): readonly Finding[] {
  const groups = new Map<string, [Hit, ...Hit[]]>();
  for (const hit of hits) {
    const key = keyOf(hit);
    const group = groups.get(key);
    if (group) group.push(hit);
    else groups.set(key, [hit]);
  }
  return [...groups.values()]
    .map((group) => findingOf(group, telling))
    .toSorted(
      (one, other) =>
        SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
        (other.lastAt ?? "").localeCompare(one.lastAt ?? ""),
    );
}

function isOfActor({ about, detected }: Hit): boolean {
  return about.per === "actor" || detected?.ofActor === true;
}

/** A root user belongs to no region, and whoever changes regions is one story. */
function keyOf(hit: Hit): string {
  const { about, change } = hit;
  const { account, region, actor, resource, origin } = change;
  const who = [about.id, account, actor.kind, actor.name];
  return JSON.stringify(
    isOfActor(hit)
      ? [...who, about.per === "actor" ? origin.name : ""]
      : [...who, region, resource.kind, resource.cluster, resource.service, resource.name],
  );
}

const MOST_RECORDS = 50;

function findingOf(group: Group, telling: Telling): Finding {
  const [first] = group;
  const last = group.at(-1) ?? first;
  const { about, change } = first;
  const back = cameBack(last.change, telling.changes);
  const ids = group.flatMap((hit) => [...(hit.detected?.eventIDs ?? []), hit.change.eventID]);
  const suppressed = telling.suppressions?.find(
    (one) =>
      !isExpired(one, telling.today) && group.every((hit) => isAbout(one, about.id, hit.change)),
  );
  return {
    id: about.id,
    severity: back === undefined ? last.severity : lowered(last.severity),
    title: about.title,
    message: messageOf(group, telling.today, back),
    eventIDs: [...new Set([...ids, ...(back ? [back.eventID] : [])])].slice(0, MOST_RECORDS),
    count: group.length,
    account: change.account,
    region: change.region,
    actor: change.actor.name,
    resource: touched(group),
    firstAt: change.at,
    lastAt: last.change.at,
    why: about.why,
    falsePositives: about.falsePositives,
    next: about.next,
    attack: about.attack,
    controls: about.controls,
    ...(suppressed && {
      suppressed: {
        owner: suppressed.owner,
        reason: suppressed.reason,
        expires: suppressed.expires,
      },
    }),
  };
}

function messageOf(group: Group, today: string, back: Change | undefined): string {
  const [first] = group;
  const last = group.at(-1) ?? first;
  if (first.about.per === "actor") return actorMessage(group, today);
  if (last.detected) return last.detected.message;
  const again =
    back === undefined
      ? ""
      : ` Back to ${String(desiredCount(back))} at ${moment(back.at, today)} by ${back.actor.name}.`;
  const others =
    group.length === 1
      ? ""
      : ` It is the last of ${String(group.length)} such calls since ${moment(first.change.at, today)}.`;
  return `${sentenceOf(last.change, today)}${others}${again}`;
}

function actorMessage(group: Group, today: string): string {
  const [{ about, change, detected }] = group;
  const names = [...new Set(group.map((hit) => hit.change.eventName))];
  const clause = detected?.message ?? about.clause;
  const what =
    clause === undefined
      ? `(${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""})`
      : `on ${touched(group)}`;
  const many = group.length === 1 ? "1 call" : `${String(group.length)} calls`;
  const why = clause === undefined ? "" : `, ${clause}`;
  return `${change.actor.name} made ${many} ${what} from ${addressOf(change)}${why}, the first at ${moment(change.at, today)}.`;
}

function touched(group: Group): string {
  const labels = [...new Set(group.map(({ change }) => resourceLabel(change.resource)))];
  return labels.slice(0, 3).join(", ") + (labels.length > 3 ? " …" : "");
}

function addressOf({ origin }: Change): string {
  const known = origin.label ?? [origin.network, origin.country].filter(Boolean).join(", ");
  return known === "" ? origin.name : `${origin.name} (${known})`;
}

/** Who set a service that was scaled to zero to work again, and when. */
function cameBack(change: Change, changes: readonly Change[]): Change | undefined {
  if (change.intent !== "stop-service" || change.outcome.kind === "refused") return undefined;
  return changes.find(
    (later) =>
      later.at > change.at &&
      later.outcome.kind === "accepted" &&
      (desiredCount(later) ?? 0) > 0 &&
      later.account === change.account &&
      later.region === change.region &&
      later.resource.service !== undefined &&
      later.resource.service === change.resource.service &&
      later.resource.cluster === change.resource.cluster,
  );
}

function desiredCount({ settings }: Change): number | undefined {
  const after = settings.find(({ name }) => name === "desiredCount")?.after;
  return typeof after === "number" ? after : undefined;
}

function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
}

function moment(at: string, today: string): string {
  return at.startsWith(today) ? at.slice(11) : `${at.slice(0, 10)} ${at.slice(11)}`;
}
