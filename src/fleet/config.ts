import type { Suppression } from "../core/suppress.ts";

/** What `tasktrail.yaml` says; docs/guide/fleet.md tells it in full. */
export interface Config {
  /** The file that it was read from. */
  readonly file: string;
  /** Regions to look at in every account that does not say its own. */
  readonly regions?: Regions;
  readonly accounts: readonly AccountEntry[];
  readonly organization?: OrganizationEntry;
  readonly environments: ReadonlyMap<string, EnvironmentEntry>;
  /** `203.0.113.0/24=office`. */
  readonly labels: readonly string[];
  /** Where `tasktrail watch` sends findings. */
  readonly sinks: readonly SinkEntry[];
  /** Names to show instead of others. */
  readonly names: ReadonlyMap<string, string>;
  readonly rules?: RulesEntry;
}

/** What deserves a look, and what does not. */
export interface RulesEntry {
  /** From the configuration's own folder. */
  readonly folder?: string;
  readonly off?: readonly string[];
  readonly severities?: ReadonlyMap<string, string>;
  /** By detector, then by name; numbers as texts. */
  readonly parameters?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly suppressions?: readonly Suppression[];
  readonly changeWindows?: readonly ChangeWindowEntry[];
}

export interface ChangeWindowEntry {
  readonly environments: readonly string[];
  /** `mon` … `sun`; absent: every day. */
  readonly days?: readonly string[];
  /** `08:00`, in UTC. */
  readonly from: string;
  readonly to: string;
}

/** A sink's URI, which may be a secret, and the least severity that it hears of. */
export interface SinkEntry {
  readonly uri: string;
  readonly atLeast?: string;
}

/** A list, or all that are enabled in the account. */
export type Regions = "enabled" | readonly string[];

/** One account: either a profile, or a role and who assumes it. */
export interface AccountEntry {
  readonly name?: string;
  readonly id?: string;
  readonly profile?: string;
  /** A role's ARN. */
  readonly role?: string;
  readonly externalId?: string;
  /** Another account's name, or a profile; absent: the SDK's own search for credentials. */
  readonly via?: string;
  readonly regions?: Regions;
  readonly environment?: string;
}

/** All accounts of the organisation that `profile` or `via` can list. */
export interface OrganizationEntry {
  readonly profile?: string;
  readonly via?: string;
  /** The role's name, with its path if it has one. */
  readonly role: string;
  readonly externalId?: string;
  readonly include?: MemberFilter;
  readonly exclude?: MemberFilter;
  readonly regions?: Regions;
  readonly environment?: string;
}

/** Accounts that any of the three names. */
export interface MemberFilter {
  readonly ids?: readonly string[];
  /** Units, with all that is below them. */
  readonly ous?: readonly string[];
  readonly tags?: ReadonlyMap<string, string>;
}

export interface EnvironmentEntry {
  /** Names or ids. */
  readonly accounts: readonly string[];
  readonly clusters?: readonly string[];
}

/** How an account is called in the configuration: by its name, else by its profile. */
export function nameOfEntry({ name, profile }: AccountEntry): string | undefined {
  return name ?? profile;
}
