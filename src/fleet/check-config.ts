import { parseArn } from "../core/arn.ts";
import { OperatorError } from "../core/errors.ts";
import { openAddressBook } from "./address-book.ts";
import { ACCOUNT_PATTERN } from "./config-schema.ts";
import { nameOfEntry, type AccountEntry, type Config } from "./config.ts";
import { nearest } from "../core/nearest.ts";
import { partitionOf } from "./partitions.ts";
import { quote } from "./read-by-schema.ts";

/** Something that each field allows and the whole does not. */
export interface Contradiction {
  /** The field: `accounts[0].via`. */
  readonly path: string;
  readonly says: string;
  readonly accepts: string;
}

/** What a schema cannot say: fields that exclude each other, names that must lead somewhere, labels that must be ones. */
export function checkConfig(config: Config): readonly Contradiction[] {
  return [
    ...config.accounts.flatMap((entry, index) => checkAccount(entry, pathOf(index))),
    ...checkUnique(config.accounts),
    ...checkChains(config.accounts),
    ...checkOrganization(config),
    ...checkEnvironments(config),
    ...config.labels.flatMap((label, index) => checkLabel(label, `labels[${String(index)}]`)),
  ];
}

function pathOf(index: number): string {
  return `accounts[${String(index)}]`;
}

function checkAccount(entry: AccountEntry, path: string): readonly Contradiction[] {
  const { id, profile, role, externalId, via } = entry;
  const found: Contradiction[] = [];
  const add = (field: string, says: string, accepts: string): void => {
    found.push({ path: field === "" ? path : `${path}.${field}`, says, accepts });
  };
  if (profile === undefined && role === undefined) {
    add("", `${path} says no way in`, "Write profile, or role with the ARN of a role to assume.");
  }
  if (profile !== undefined && role !== undefined) {
    const accepts = "Write role and via, where via names the profile that assumes it.";
    add("profile", `${path} has both profile and role`, accepts);
  }
  const needless = Object.entries({ externalId, via }).filter(([, value]) => value !== undefined);
  for (const [field] of role === undefined ? needless : []) {
    add(field, `${path}.${field} is of use only with role`, "Leave it out, or write role.");
  }
  const owner = role === undefined ? undefined : parseArn(role)?.account;
  if (id !== undefined && owner !== undefined && id !== owner) {
    add("id", `${path}.id is ${id}, and its role is in ${owner}`, "Write one account's.");
  }
  return [...found, ...checkRegions(entry, path)];
}

function checkRegions({ role, regions }: AccountEntry, path: string): readonly Contradiction[] {
  const partition = role === undefined ? undefined : parseArn(role)?.partition;
  if (partition === undefined || !Array.isArray(regions)) return [];
  return regions.flatMap((region: string, index) =>
    partitionOf(region) === partition
      ? []
      : {
          path: `${path}.regions[${String(index)}]`,
          says: `${region} is not in the partition ${partition} of the role`,
          accepts: "A role leads only to regions of its own partition.",
        },
  );
}

function checkUnique(accounts: readonly AccountEntry[]): readonly Contradiction[] {
  const seen = new Map<string, string>();
  return accounts.flatMap((entry, index) => {
    const { id = entry.role && parseArn(entry.role)?.account } = entry;
    const keys: readonly (readonly [field: string, value: string | undefined])[] = [
      ["name", nameOfEntry(entry)],
      ["id", id],
    ];
    return keys.flatMap(([field, value]) => {
      if (value === undefined) return [];
      const first = seen.get(`${field} ${value}`);
      seen.set(`${field} ${value}`, first ?? pathOf(index));
      if (first === undefined) return [];
      const says = `${pathOf(index)} and ${first} are both ${quote(value)}`;
      return { path: `${pathOf(index)}.${field}`, says, accepts: "Write each account once." };
    });
  });
}

/** A chain that comes back to where it began leads nowhere. */
function checkChains(accounts: readonly AccountEntry[]): readonly Contradiction[] {
  return accounts.flatMap((entry, index) => {
    const names: string[] = [];
    let at: AccountEntry | undefined = entry;
    while (at?.via !== undefined && !names.includes(at.via)) {
      names.push(at.via);
      at = entryCalled(accounts, at.via);
    }
    // Told for those in the circle, not for each that leads into it.
    const own = nameOfEntry(entry);
    if (at?.via === undefined || own === undefined || !names.includes(own)) return [];
    return {
      path: `${pathOf(index)}.via`,
      says: `${pathOf(index)}.via goes in a circle: ${[own, ...names].join(", ")}`,
      accepts: "A chain must begin at an account with a profile, or at a profile.",
    };
  });
}

/** The account that is called so. */
export function entryCalled(
  accounts: readonly AccountEntry[],
  name: string,
): AccountEntry | undefined {
  return accounts.find((entry) => nameOfEntry(entry) === name);
}

function checkOrganization({ organization }: Config): readonly Contradiction[] {
  if (organization?.profile === undefined || organization.via === undefined) return [];
  const says = "organization has both profile and via";
  return [{ path: "organization.via", says, accepts: "Write one of them." }];
}

/** Where the organisation adds accounts, their names are known only later. */
function checkEnvironments(config: Config): readonly Contradiction[] {
  const names = config.accounts.flatMap((entry) =>
    [nameOfEntry(entry) ?? [], entry.id ?? []].flat(),
  );
  const known = new Set(names);
  return [...config.environments].flatMap(([name, { accounts }]) =>
    accounts.flatMap((account, index) => {
      const isID = new RegExp(ACCOUNT_PATTERN).test(account);
      if (isID || known.has(account) || config.organization !== undefined) return [];
      const near = nearest(account, known)[0];
      const meant = near === undefined ? "" : `Did you mean ${near}? `;
      return {
        path: `environments.${name}.accounts[${String(index)}]`,
        says: `no account is called ${quote(account)}`,
        accepts: `${meant}Write the name or id of an account in accounts.`,
      };
    }),
  );
}

function checkLabel(label: string, path: string): readonly Contradiction[] {
  try {
    openAddressBook({ labels: [label], networks: false });
    return [];
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return [{ path, says: `${path}: ${error.message.slice(0, -1)}`, accepts: error.hint ?? "" }];
  }
}
