import type { Change, ResourceKind } from "../core/change.ts";
import { resourceLabel, sentenceOf } from "../core/sentence.ts";
import type { Finding, Severity } from "./answer.ts";
import { counted } from "./choose.ts";

/** What the flags look at. */
export interface Material {
  /** Every ECS change of the window, oldest first, with `before` told. */
  readonly changes: readonly Change[];
  /** Everything that an account's root user did in the window, in any service, oldest first. */
  readonly byRoot: readonly Change[];
  /** Earlier ECS changes, to know which addresses are usual. Not needed where addresses have labels. */
  readonly earlier: readonly Change[];
  /** True where the user has labelled networks. */
  readonly hasLabels: boolean;
  /** The date that needs not be said. */
  readonly today: string;
}

/** Findings, worst first, and what could not be judged. */
export interface Flagged {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/**
 * What deserves a look: root use, scale to zero, deletes, unexpected addresses. Small on purpose: a pack of rules is
 * meant to take its place.
 */
export function flag(material: Material): Flagged {
  const effective = material.changes.filter(
    ({ nature, outcome, noop }) => nature === "mutating" && outcome.kind === "accepted" && !noop,
  );
  const addresses = material.hasLabels
    ? { findings: flagUnlabelled(material), notes: [] }
    : flagNewAddresses(material);
  const findings = [
    ...flagRoot(material),
    ...flagZero(effective, material.today),
    ...flagDeletes(effective, material.today),
    ...addresses.findings,
  ];
  return {
    findings: findings.toSorted(
      (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
    ),
    notes: addresses.notes,
  };
}

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** Root needs no permission and has no session name: AWS asks that it be used for almost nothing. */
function flagRoot({ byRoot, today }: Material): readonly Finding[] {
  const groups = groupBy(byRoot, ({ actor, account, origin }) => [
    actor.principal,
    account,
    origin.name,
  ]);
  return groups.map((calls) => {
    const [first] = calls;
    const names = [...new Set(calls.map(({ eventName }) => eventName))];
    const listed = names.slice(0, 5).join(", ") + (names.length > 5 ? " …" : "");
    const isService = first.origin.kind === "aws-service";
    return {
      id: "root-use",
      // What a service does on root's behalf was set up earlier: nobody signed in for it.
      severity: isService ? "low" : "critical",
      title: isService ? "An AWS service acted for the root user" : "The root user was used",
      message: `${first.actor.name} made ${counted(calls.length, "call", "calls")} (${listed}) from ${addressOf(first)}, the first at ${moment(first.at, today)}.`,
      eventIDs: idsOf(calls),
    };
  });
}

function flagZero(changes: readonly Change[], today: string): readonly Finding[] {
  return changes
    .filter((change) => change.intent === "stop-service" && wasRunning(change))
    .map((change) => {
      const back = changes.find(
        (later) =>
          later.at > change.at && isSamePlace(later, change) && (desiredCount(later) ?? 0) > 0,
      );
      const again =
        back === undefined
          ? ""
          : ` Back to ${String(desiredCount(back))} at ${moment(back.at, today)} by ${back.actor.name}.`;
      return {
        id: "scale-to-zero",
        severity: back === undefined ? "high" : "medium",
        title: "A service was scaled to zero",
        message: `${sentenceOf(change, today)}${again}`,
        eventIDs: back === undefined ? [change.eventID] : [change.eventID, back.eventID],
      };
    });
}

function desiredCount({ settings }: Change): number | undefined {
  const after = settings.find(({ name }) => name === "desiredCount")?.after;
  return typeof after === "number" ? after : undefined;
}

function wasRunning({ settings }: Change): boolean {
  return settings.find(({ name }) => name === "desiredCount")?.before !== 0;
}

function isSamePlace(one: Change, other: Change): boolean {
  return (
    one.account === other.account &&
    one.region === other.region &&
    one.resource.service !== undefined &&
    one.resource.service === other.resource.service &&
    one.resource.cluster === other.resource.cluster
  );
}

/** Losing these stops or loses something that runs; other deletes are housekeeping. */
const GRAVE: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "cluster",
  "daemon",
  "gateway",
  "service",
]);

function flagDeletes(changes: readonly Change[], today: string): readonly Finding[] {
  return changes
    .filter(({ intent }) => intent === "delete")
    .map((change) => ({
      id: "delete",
      severity: GRAVE.has(change.resource.kind) ? "high" : "low",
      title: "Something was deleted",
      message: sentenceOf(change, today),
      eventIDs: [change.eventID],
    }));
}

/** Pipelines and AWS services come from anywhere; a person's or key's address should be one that somebody knows. */
const HOLDS_A_KEY: ReadonlySet<Change["actor"]["kind"]> = new Set<Change["actor"]["kind"]>([
  "account",
  "person",
  "root",
  "unknown",
]);

function fromAddress({ actor, origin, nature }: Change): boolean {
  return nature === "mutating" && origin.kind === "address" && HOLDS_A_KEY.has(actor.kind);
}

function flagUnlabelled({ changes, today }: Material): readonly Finding[] {
  const strange = changes.filter(
    (change) => fromAddress(change) && change.origin.label === undefined,
  );
  return byActorAndAddress(strange).map((calls) =>
    addressFinding(calls, today, "which is in none of the labelled networks"),
  );
}

function flagNewAddresses({ changes, earlier, today }: Material): Flagged {
  const known = new Map<
    string,
    { readonly addresses: Set<string>; calls: number; since: string }
  >();
  for (const change of earlier.filter(fromAddress)) {
    const past = known.get(change.actor.name) ?? {
      addresses: new Set(),
      calls: 0,
      since: change.at,
    };
    past.addresses.add(change.origin.name);
    past.calls += 1;
    if (change.at < past.since) past.since = change.at;
    known.set(change.actor.name, past);
  }
  const groups = byActorAndAddress(changes.filter(fromAddress));
  const strangers = new Set<string>();
  const findings = groups.flatMap((calls) => {
    const { actor, origin } = calls[0];
    const past = known.get(actor.name);
    if (past === undefined) strangers.add(actor.name);
    if (past === undefined || past.addresses.has(origin.name)) return [];
    const history = `${counted(past.calls, "earlier call", "earlier calls")} since ${past.since.slice(0, 10)} came from ${counted(past.addresses.size, "other address", "other addresses")}`;
    return [
      addressFinding(calls, today, `an address never seen for this actor before (${history})`),
    ];
  });
  const unjudged = `addresses of ${counted(strangers.size, "actor", "actors")} could not be judged: the ledger holds nothing earlier of them (${[...strangers].slice(0, 3).join(", ")}${strangers.size > 3 ? " …" : ""})`;
  return { findings, notes: strangers.size > 0 ? [unjudged] : [] };
}

function addressFinding(calls: Group, today: string, why: string): Finding {
  const [first] = calls;
  const touched = [...new Set(calls.map(({ resource }) => resourceLabel(resource)))];
  const listed = touched.slice(0, 3).join(", ") + (touched.length > 3 ? " …" : "");
  return {
    id: "unexpected-address",
    severity: "medium",
    title: "A call came from an unexpected address",
    message: `${first.actor.name} made ${counted(calls.length, "call", "calls")} on ${listed} from ${addressOf(first)}, ${why}, the first at ${moment(first.at, today)}.`,
    eventIDs: idsOf(calls),
  };
}

type Group = readonly [Change, ...Change[]];

function byActorAndAddress(changes: readonly Change[]): readonly Group[] {
  return groupBy(changes, ({ actor, origin, account }) => [actor.name, origin.name, account]);
}

function groupBy(
  changes: readonly Change[],
  keyOf: (change: Change) => readonly string[],
): readonly Group[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = JSON.stringify(keyOf(change));
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function addressOf({ origin }: Change): string {
  const known = origin.label ?? [origin.network, origin.country].filter(Boolean).join(", ");
  return known === "" ? origin.name : `${origin.name} (${known})`;
}

function idsOf(calls: readonly Change[]): readonly string[] {
  return calls.slice(0, 50).map(({ eventID }) => eventID);
}

function moment(at: string, today: string): string {
  return at.startsWith(today) ? at.slice(11) : `${at.slice(0, 10)} ${at.slice(11)}`;
}
