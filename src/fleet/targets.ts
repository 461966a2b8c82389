import { parseArn } from "../core/arn.ts";
import {
  accessByProfile,
  accessByRole,
  accountOf,
  type Access,
  type Surroundings,
} from "./access.ts";
import { entryCalled } from "./check-config.ts";
import {
  nameOfEntry,
  type AccountEntry,
  type Config,
  type OrganizationEntry,
  type Regions,
} from "./config.ts";
import { inTime } from "./aws-client.ts";
import { readObstacle, type Obstacle } from "./obstacle.ts";
import { listMembers, openDirectory, type Member } from "./organization.ts";

/** An account to enter. */
export interface Target {
  /** As far as it is known before entering. */
  readonly id?: string;
  readonly name?: string;
  readonly access: Access;
  readonly regions?: Regions;
  readonly environment?: string;
}

/** The accounts that the configuration names, without asking AWS; where it names none, the one of the surroundings. */
export function targetsOf(config: Config, surroundings: Surroundings): readonly Target[] {
  const doors = new Doors(config.accounts, surroundings);
  if (config.accounts.length === 0 && config.organization === undefined) {
    const { regions } = config;
    return [{ access: doors.called(undefined), ...(regions !== undefined && { regions }) }];
  }
  return config.accounts.map((entry) => {
    const id = entry.id ?? idOfRole(entry.role) ?? accountOfProfile(entry, surroundings);
    const name = nameOfEntry(entry);
    const { regions = config.regions, environment } = entry;
    return {
      ...(id !== undefined && { id }),
      ...(name !== undefined && { name }),
      access: doors.into(entry),
      ...(regions !== undefined && { regions }),
      ...(environment !== undefined && { environment }),
    };
  });
}

/** The accounts of the organisation. */
export interface Listed {
  readonly targets: readonly Target[];
  /** False where they could not be listed, so that no name can be called wrong. */
  readonly isWhole: boolean;
  /** What kept us from listing some or all of them, by what the configuration calls them. */
  readonly missing: ReadonlyMap<string, Obstacle>;
}

/** Asks AWS for the accounts of the organisation that the configuration means; none where it has no organisation. */
export async function targetsOfOrganization(
  config: Config,
  surroundings: Surroundings,
): Promise<Listed> {
  const { organization, accounts } = config;
  if (!organization) return { targets: [], isWhole: true, missing: new Map() };
  const { connection } = surroundings;
  const lister = new Doors(accounts, surroundings).called(organization.via, organization.profile);
  try {
    const own = await accountOf(lister, connection);
    const directory = await inTime(connection, openDirectory(lister, connection));
    const members = await listMembers(directory, organization);
    const { regions = config.regions, environment, role, externalId } = organization;
    const accessTo = ({ id }: Member): Access => {
      // No role of this kind is in the account that the others trust.
      if (id === own) return lister;
      const arn = `arn:${lister.partition}:iam::${id}:role/${role.replace(/^\//, "")}`;
      return accessByRole(surroundings, { arn, externalId }, lister);
    };
    const targets = members.map((member) => ({
      ...member,
      access: accessTo(member),
      ...(regions !== undefined && { regions }),
      ...(environment !== undefined && { environment }),
    }));
    return { targets, isWhole: true, missing: missingMembers(organization, members) };
  } catch (error) {
    connection.signal?.throwIfAborted();
    const call = "organizations:ListAccounts";
    const { state, note } = readObstacle(error, { ...lister.attempt, call, role: undefined });
    const told = `the organisation's accounts are not known: ${note}`;
    return {
      targets: [],
      isWhole: false,
      missing: new Map([["organization", { state, note: told }]]),
    };
  }
}

/** What is asked for and not there must not look as if nothing had happened in it. */
function missingMembers(
  { include }: OrganizationEntry,
  members: readonly Member[],
): ReadonlyMap<string, Obstacle> {
  const state = "unreachable";
  if (members.length === 0) {
    const note = "the organisation has no active account that include and exclude leave";
    return new Map([["organization", { state, note }]]);
  }
  const known = new Set(members.map(({ id }) => id));
  const absent = (include?.ids ?? []).filter((id) => !known.has(id));
  const note =
    "include names it, and the organisation has no such active account that exclude leaves";
  return new Map(absent.map((id) => [id, { state, note }]));
}

function idOfRole(role: string | undefined): string | undefined {
  return role === undefined ? undefined : parseArn(role)?.account;
}

function accountOfProfile(
  { profile }: AccountEntry,
  { profiles }: Surroundings,
): string | undefined {
  return profile === undefined ? undefined : profiles.get(profile)?.account;
}

/** Ways in by name, each made once, so that those who share one share its credentials. */
class Doors {
  readonly #accounts: readonly AccountEntry[];
  readonly #surroundings: Surroundings;
  readonly #made = new Map<AccountEntry | string | undefined, Access>();

  constructor(accounts: readonly AccountEntry[], surroundings: Surroundings) {
    this.#accounts = accounts;
    this.#surroundings = surroundings;
  }

  into(entry: AccountEntry): Access {
    const { role, externalId, via, profile } = entry;
    if (role === undefined) return this.#profile(profile);
    return this.#once(entry, () =>
      accessByRole(this.#surroundings, { arn: role, externalId }, this.called(via)),
    );
  }

  /** An account of the configuration goes before a profile of the same name. */
  called(name: string | undefined, profile?: string): Access {
    const entry = name === undefined ? undefined : entryCalled(this.#accounts, name);
    return entry ? this.into(entry) : this.#profile(name ?? profile);
  }

  #profile(profile: string | undefined): Access {
    return this.#once(profile, () => accessByProfile(this.#surroundings, profile));
  }

  #once(key: AccountEntry | string | undefined, make: () => Access): Access {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }
}
