import type { Actor, Hop } from "../core/actor.ts";
import { parseArn } from "../core/arn.ts";
import type { Change } from "../core/change.ts";
import type { Evidence, Grade } from "../core/evidence.ts";
import type { Origin } from "../core/origin.ts";
import { NOBODY_KNOWN, weaker } from "../core/principal.ts";
import { readMapping, type Entry, type Mapping, type Named } from "./names-mapping.ts";

/** Shows a change's actors by the names that people here know. */
export type NameChange = (change: Change) => Change;

/** Whom Identity Center's directory called how, and when it was asked. */
export interface DirectoryName {
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly askedAt: string;
}

/** Where names come from. */
export interface KnownNames {
  /** `names:` of the configuration: what a record says → what to show. */
  readonly mapping: ReadonlyMap<string, string>;
  /** What the fleet calls its accounts, by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** What Identity Center called a user id, where it was asked. */
  readonly directory?: (userId: string) => DirectoryName | undefined;
}

/**
 * Names actors after they were attributed: the user's own mapping first, then what Identity Center's directory said, then the
 * fleet's accounts. What AWS said stays in `via` and `principal`, and evidence says whose word the name is. A role is a
 * team's and not a person's: it is told beside the actor and never turns an unknown one into a known one.
 */
export function openNames(known: KnownNames): NameChange {
  const names = ready(known);
  return (change) => {
    const { actor, behind, origin, account } = change;
    return {
      ...change,
      actor: nameActor(actor, account, names),
      ...(behind !== undefined && { behind: nameActor(behind, account, names) }),
      origin: nameOrigin(origin, names),
    };
  };
}

/** A name for something that a record names, and the evidence for it. */
export interface FoundName {
  readonly name: string;
  readonly evidence: Evidence;
}

/** Looks single things up as the actors' names are. */
export function openNameBook(known: KnownNames): (named: Named) => FoundName | undefined {
  const names = ready(known);
  return (named) => mappedName(named, names) ?? otherName(named, names);
}

function ready(known: KnownNames): Names {
  return { ...known, mapping: readMapping(known.mapping) };
}

interface Names extends Omit<KnownNames, "mapping"> {
  readonly mapping: Mapping;
}

function nameActor(actor: Actor, here: string, names: Names): Actor {
  const named = besideRoles(renamed(actor, names), actor, names);
  const through = actor.through.map((hop) => nameHop(hop, here, names));
  const possibly = actor.possibly?.map((one) => ({
    ...one,
    who: nameActor(one.who, here, names),
  }));
  return { ...named, through, ...(possibly !== undefined && { possibly }) };
}

/** Under the name of the most telling thing that the user has a name for, else that anybody has. */
function renamed(actor: Actor, names: Names): Actor {
  const identities = identitiesOf(actor);
  for (const source of [mappedName, otherName]) {
    for (const named of identities) {
      const found = source(named, names);
      if (found) return rename(actor, found, gradeBy(named, actor));
    }
  }
  return actor;
}

function mappedName(named: Named, { mapping }: Names): FoundName | undefined {
  const entry = mapping.find(named);
  return entry && { name: entry.name, evidence: citeMapping(entry) };
}

/** A name that hangs on what the caller chose is no surer than that. */
function gradeBy({ kind }: Named, { kind: actorKind, grade }: Actor): Grade | undefined {
  return kind === "name" && actorKind === "unknown" ? "claimed" : grade;
}

function otherName({ kind, value }: Named, { directory, accounts }: Names): FoundName | undefined {
  if (kind === "account") {
    const name = accounts.get(value);
    return name === undefined ? undefined : { name, evidence: citeFleet(value, name) };
  }
  const found = kind === "user-id" ? directory?.(value) : undefined;
  if (!found) return undefined;
  const says = `what Identity Center's directory called this user id when it was asked on ${found.askedAt.slice(0, 10)}`;
  const field = "identitystore:DescribeUser";
  return { name: found.name, evidence: { field, value: found.name, grade: "proven", says } };
}

function rename(actor: Actor, { name, evidence: by }: FoundName, grade: Grade | undefined): Actor {
  if (name === actor.name) return actor;
  const { grade: _, ...rest } = actor;
  const said = actor.name === NOBODY_KNOWN ? [actor.via] : [actor.name, actor.via];
  return {
    ...rest,
    name,
    via: said.filter((part) => part !== "").join(", "),
    ...(grade !== undefined && { grade: weaker(grade, by.grade) }),
    evidence: [...actor.evidence, by],
  };
}

/** What a name may hang on, most telling first. */
function identitiesOf(actor: Actor): readonly Named[] {
  const { kind, name, session, grade, principal } = actor;
  const account = /^account (\d{12})$/.exec(name)?.[1];
  if (account !== undefined) return [{ kind: "account", value: account }];
  const userId = kind === "person" ? fieldOf(actor, "onBehalfOf.userId") : undefined;
  const subject = fieldOf(actor, "userIdentity.userName");
  // Along a chain of roles the session's name belongs to the last role, not to whoever took the first.
  const isOwnName = kind === "unknown" || grade === "claimed";
  return [
    ...(userId === undefined ? [] : [{ kind: "user-id", value: userId } as const]),
    ...(name === NOBODY_KNOWN ? [] : [{ kind: "name", value: name } as const]),
    ...(isOwnName && session ? [{ kind: "name", value: session } as const] : []),
    ...(subject === undefined ? [] : [{ kind: "subject", value: subject } as const]),
    ...(isOwnName || actor.through.length === 0
      ? [{ kind: "principal", value: principal } as const]
      : []),
  ];
}

function fieldOf({ evidence }: Actor, field: string): string | undefined {
  return evidence.find((one) => one.field.endsWith(field))?.value;
}

/** Whose the roles are, beside the actor. */
function besideRoles(named: Actor, { role, account, through }: Actor, names: Names): Actor {
  const roles = [
    { role, account },
    ...through.map(({ principal }) => {
      const arn = parseArn(principal);
      return { role: arn && ROLE.exec(arn.resource)?.[1], account: arn?.account };
    }),
  ];
  const entries = new Map<string, Entry>();
  for (const one of roles) {
    if (one.role === undefined) continue;
    const place = one.account === undefined ? {} : { account: one.account };
    const entry = names.mapping.find({ kind: "role", value: one.role, ...place });
    if (entry) entries.set(entry.name, entry);
  }
  const found = [...entries.values()].filter(({ name }) => name !== named.name);
  if (found.length === 0) return named;
  return {
    ...named,
    via: [named.via, ...found.map(({ name }) => `a role of ${name}`)]
      .filter((part) => part !== "")
      .join(", "),
    evidence: [...named.evidence, ...found.map(citeMapping)],
  };
}

const ROLE = /^assumed-role\/([^/]+)\//;

/** A step in another account is told with that account's name. */
function nameHop(hop: Hop, here: string, { mapping, accounts }: Names): Hop {
  const id = parseArn(hop.principal)?.account ?? "";
  if (id === "" || id === here) return hop;
  const entry = mapping.find({ kind: "account", value: id });
  const accountName = entry?.name ?? accounts.get(id);
  if (accountName === undefined) return hop;
  const cited = entry ? citeMapping(entry) : citeFleet(id, accountName);
  return { ...hop, accountName, evidence: [...hop.evidence, cited] };
}

/** A network's owner is told as a label is; the user's labels go first. */
function nameOrigin(origin: Origin, { mapping }: Names): Origin {
  if (origin.kind !== "address" || origin.label !== undefined) return origin;
  const entry = mapping.find({ kind: "address", value: origin.name });
  if (!entry) return origin;
  return { ...origin, label: entry.name, evidence: [...origin.evidence, citeMapping(entry)] };
}

function citeMapping({ key, name }: Entry): Evidence {
  return {
    field: "tasktrail.yaml names",
    value: `${key}: ${name}`,
    grade: "inferred",
    says: "your own mapping says so",
  };
}

function citeFleet(id: string, name: string): Evidence {
  return {
    field: "fleet accounts",
    value: `${id}: ${name}`,
    grade: "inferred",
    says: "what your fleet calls the account",
  };
}
