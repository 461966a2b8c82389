import type { Actor } from "../core/actor.ts";
import { parseArn } from "../core/arn.ts";
import type { Change } from "../core/change.ts";
import type { FoundName } from "./name-actors.ts";
import type { Named, NamedKind } from "./names-mapping.ts";

/** Somebody or something that records name, and what it is shown as. */
export interface SeenName {
  readonly kind: Exclude<NamedKind, "address" | "principal">;
  /** What to write in `names:` for it. */
  readonly key: string;
  /** Of a user id: the user name that AWS writes beside it. */
  readonly userName?: string;
  /** The name it is shown as; absent where nobody gave one. */
  readonly found?: FoundName;
  /** In how many changes. */
  readonly changes: number;
  /** When last: ISO 8601 in UTC. */
  readonly last: string;
}

type Thing = Named & Pick<SeenName, "kind" | "key" | "userName">;

/**
 * Who was seen in changes: people, roles, subjects, accounts and user ids, the most frequent first within each kind.
 *
 * @param changes attributed, under the names that AWS wrote.
 */
export function seenNames(
  changes: readonly Change[],
  find: (named: Named) => FoundName | undefined,
): readonly SeenName[] {
  const seen = new Map<string, { readonly thing: Thing; changes: number; last: string }>();
  for (const change of changes) {
    const once = new Map(thingsOf(change).map((thing) => [`${thing.kind} ${thing.key}`, thing]));
    for (const [id, thing] of once) {
      const before = seen.get(id) ?? { thing, changes: 0, last: change.at };
      before.changes += 1;
      if (change.at > before.last) before.last = change.at;
      seen.set(id, before);
    }
  }
  return [...seen.values()]
    .map(({ thing, changes: count, last }) => {
      const { kind, key, userName } = thing;
      const found = find(thing);
      return {
        kind,
        key,
        ...(userName !== undefined && { userName }),
        changes: count,
        last,
        ...(found && { found }),
      };
    })
    .toSorted(
      (one, other) =>
        KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
        other.changes - one.changes ||
        (one.key < other.key ? -1 : 1),
    );
}

const KINDS: readonly SeenName["kind"][] = ["name", "user-id", "subject", "role", "account"];

function thingsOf({ actor, behind, account }: Change): readonly Thing[] {
  const actors = [actor, behind, ...(actor.possibly ?? []).map(({ who }) => who)];
  return [
    ...actors.flatMap((one) => (one === undefined ? [] : thingsOfActor(one))),
    ...accountThing(account),
  ];
}

function thingsOfActor(actor: Actor): readonly Thing[] {
  const { kind, name, role, account, through } = actor;
  const userId = kind === "person" ? fieldOf(actor, "onBehalfOf.userId") : undefined;
  const subject = kind === "person" ? undefined : fieldOf(actor, "userIdentity.userName");
  const arns = through.map(({ principal }) => parseArn(principal));
  return [
    ...(kind === "person" && name !== userId ? [thingOf("name", name)] : []),
    ...(userId === undefined
      ? []
      : [{ ...thingOf("user-id", userId), ...userNameOf(name, userId) }]),
    ...(subject === undefined
      ? []
      : [{ ...thingOf("subject", subject), key: repositoryKey(subject) }]),
    ...roleThing(role, account),
    ...arns.flatMap((arn) => roleThing(arn && ROLE.exec(arn.resource)?.[1], arn?.account)),
    ...accountThing(/^account (\d{12})$/.exec(name)?.[1] ?? account),
    ...arns.flatMap((arn) => accountThing(arn?.account)),
  ];
}

function userNameOf(name: string, userId: string): Pick<SeenName, "userName"> {
  return name === userId ? {} : { userName: name };
}

/** A repository's subjects differ by branch, environment and pull request. */
function repositoryKey(subject: string): string {
  const repository = /^repo:[^:]+:/.exec(subject)?.[0];
  return repository === undefined ? subject : `${repository}*`;
}

const ROLE = /^assumed-role\/([^/]+)\//;

/** Roles that AWS makes for its services and for permission sets are nobody's. */
const OWN = /^AWS(?:ServiceRoleFor|ReservedSSO_)/;

function roleThing(role: string | undefined, account: string | undefined): readonly Thing[] {
  if (!role || OWN.test(role)) return [];
  const place = account === undefined ? {} : { account };
  return [{ kind: "role", value: role, key: `role/${role}`, ...place }];
}

function accountThing(account: string | undefined): readonly Thing[] {
  return account === undefined || !/^\d{12}$/.test(account) ? [] : [thingOf("account", account)];
}

function thingOf(kind: SeenName["kind"], value: string): Thing {
  return { kind, value, key: value };
}

function fieldOf({ evidence }: Actor, field: string): string | undefined {
  return evidence.find((one) => one.field.endsWith(field))?.value;
}
