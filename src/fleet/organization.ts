import type { MemberFilter, OrganizationEntry } from "./config.ts";
import { callRegion, clientSettings, deadline, type Connection } from "./aws-client.ts";
import type { Access } from "./access.ts";

/** An account of the organisation. */
export interface Member {
  readonly id: string;
  readonly name: string;
}

/** The reads of AWS Organizations that filters need; each gives all of its pages. */
export interface Directory {
  /** Accounts that are in use: closed and suspended ones cannot be entered. */
  readonly accounts: () => Promise<readonly Member[]>;
  readonly accountsIn: (unit: string) => Promise<readonly string[]>;
  readonly unitsIn: (unit: string) => Promise<readonly string[]>;
  readonly tagsOf: (account: string) => Promise<ReadonlyMap<string, string>>;
}

/**
 * The accounts that an organisation's entry means: those that any part of `include` names, all where it is absent, without
 * those that any part of `exclude` names. Units are walked down and tags are read only where a filter asks for them.
 */
export async function listMembers(
  directory: Directory,
  { include, exclude }: Pick<OrganizationEntry, "include" | "exclude">,
): Promise<readonly Member[]> {
  const members = await directory.accounts();
  const tags = remembered(directory.tagsOf);
  const included = include ? await matching(directory, tags, members, include) : members;
  if (!exclude) return included;
  const excluded = new Set(await matching(directory, tags, included, exclude));
  return included.filter((member) => !excluded.has(member));
}

async function matching(
  directory: Directory,
  tagsOf: Directory["tagsOf"],
  members: readonly Member[],
  { ids = [], ous = [], tags }: MemberFilter,
): Promise<readonly Member[]> {
  const named = new Set(ids);
  for (const unit of ous) {
    for (const id of await accountsBelow(directory, unit)) named.add(id);
  }
  const found: Member[] = [];
  for (const member of members) {
    const isMeant = named.has(member.id) || (tags && hasAny(await tagsOf(member.id), tags));
    if (isMeant) found.push(member);
  }
  return found;
}

function hasAny(own: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted].some(([key, value]) => own.get(key) === value);
}

/** Units hold units, five deep at most in AWS; one that was seen is not walked again. */
async function accountsBelow(directory: Directory, unit: string): Promise<readonly string[]> {
  const found: string[] = [];
  const seen = new Set([unit]);
  for (const one of seen) {
    found.push(...(await directory.accountsIn(one)));
    for (const below of await directory.unitsIn(one)) seen.add(below);
  }
  return found;
}

function remembered(tagsOf: Directory["tagsOf"]): Directory["tagsOf"] {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return async (account) => {
    const tags = known.get(account) ?? (await tagsOf(account));
    known.set(account, tags);
    return tags;
  };
}

/**
 * AWS Organizations, as one account may read it: the management account or a delegated administrator.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function openDirectory(access: Access, connection: Connection): Promise<Directory> {
  const aws = await import("@aws-sdk/client-organizations");
  const region = callRegion(connection, access.partition);
  const { credentials } = access;
  const client = new aws.OrganizationsClient(clientSettings(connection, region, { credentials }));
  const options = (): { readonly abortSignal: AbortSignal } => ({
    abortSignal: deadline(connection),
  });
  return {
    accounts: async () => {
      const pages = await allPages((NextToken) =>
        client.send(new aws.ListAccountsCommand({ NextToken }), options()),
      );
      // AWS announced that `State` takes the place of `Status` in September 2026.
      const inUse = pages
        .flatMap(({ Accounts = [] }) => Accounts)
        .filter(({ State, Status }) => (State ?? Status) === "ACTIVE");
      return inUse.map(({ Id = "", Name = Id }) => ({ id: Id, name: Name }));
    },
    accountsIn: async (ParentId) => {
      const pages = await allPages((NextToken) =>
        client.send(new aws.ListAccountsForParentCommand({ ParentId, NextToken }), options()),
      );
      return pages.flatMap(({ Accounts = [] }) => Accounts.map(({ Id = "" }) => Id));
    },
    unitsIn: async (ParentId) => {
      const pages = await allPages((NextToken) =>
        client.send(
          new aws.ListOrganizationalUnitsForParentCommand({ ParentId, NextToken }),
          options(),
        ),
      );
      return pages.flatMap(({ OrganizationalUnits = [] }) =>
        OrganizationalUnits.map(({ Id = "" }) => Id),
      );
    },
    tagsOf: async (ResourceId) => {
      const pages = await allPages((NextToken) =>
        client.send(new aws.ListTagsForResourceCommand({ ResourceId, NextToken }), options()),
      );
      const tags = pages.flatMap(({ Tags = [] }) => Tags);
      return new Map(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  };
}

async function allPages<Page extends { readonly NextToken?: string | undefined }>(
  ask: (token: string | undefined) => Promise<Page>,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    pages.push(page);
    token = page.NextToken;
  } while (token !== undefined && token !== "");
  return pages;
}
