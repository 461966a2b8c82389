import { writeFile } from "node:fs/promises";
import { OperatorError } from "../core/errors.ts";
import { accessByProfile, type Surroundings } from "./access.ts";
import { defaultProfile, type AwsProfile } from "./aws-profiles.ts";
import { ACCOUNT_PATTERN } from "./config-schema.ts";
import { readObstacle } from "./obstacle.ts";
import { openDirectory, type Member } from "./organization.ts";
import { isRegion } from "./partitions.ts";
import { surroundingsOf, type FleetOptions } from "./surroundings.ts";

/** Where to look around. */
export interface InitOptions extends Pick<
  FleetOptions,
  "endpointUrl" | "env" | "profile" | "signal" | "timeoutMs"
> {
  /** Also asks AWS whether the organisation's accounts can be listed. */
  readonly organization?: boolean;
}

/**
 * A configuration for these surroundings, with comments: one profile of each account, the most modest one, and the organisation
 * where it was asked for. Keys and tokens are neither read nor written. Only `organization` asks AWS.
 */
export async function draftConfig(options: InitOptions): Promise<string> {
  const surroundings = await surroundingsOf(options);
  const { profiles } = surroundings;
  const parts = [
    HEAD,
    accountsPart([...profiles.values()]),
    ...(options.organization ? [await organizationPart(surroundings, options.profile)] : []),
    TAIL,
  ];
  return parts.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/**
 * Writes a configuration, readable by others as code is; it holds no secrets.
 *
 * @throws OperatorError `bad-argument` where the file is there already and `force` does not say to replace it.
 */
export async function writeConfig(
  file: string,
  text: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "EEXIST") throw error;
    throw new OperatorError("bad-argument", `${file} is there already, and was left as it is.`, {
      hint: "--force replaces it.",
    });
  }
}

const HEAD = [
  "# The accounts and regions that TaskTrail looks at. docs/guide/fleet.md says all that can stand here.",
  "# Regions where an account does not say its own: a list, or enabled for all that are enabled in the account.",
  "# regions: enabled",
];

const TAIL = [
  "# environments:",
  "#   prod: { accounts: [acme-prod], clusters: [prod] }",
  "",
  "# Addresses of yours, so that others stand out.",
  "# labels:",
  "#   - 203.0.113.0/24=office",
];

function accountsPart(profiles: readonly AwsProfile[]): readonly string[] {
  const groups = new Map<string, AwsProfile[]>();
  for (const profile of profiles.filter(({ kind }) => kind !== "other")) {
    // Whose keys these are only AWS knows.
    const key = profile.account ?? `profile ${profile.name}`;
    groups.set(key, [...(groups.get(key) ?? []), profile]);
  }
  const entries = [...groups.values()].flatMap((group) => accountLines(group));
  if (entries.some((line) => line.startsWith("  - "))) return ["accounts:", ...entries];
  return [
    "# The AWS settings have no profile that can be used.",
    ...entries,
    "# accounts:",
    "#   - profile: acme-prod",
  ];
}

/** Reading needs no more than reading. */
function accountLines(group: readonly AwsProfile[]): readonly string[] {
  const [chosen, ...others] = group.toSorted((one, other) => rankOf(one) - rankOf(other));
  if (!chosen) return [];
  const { name, account = "", region = "", mfa } = chosen;
  const also = others.map(
    (other) => `  # the same account: profile ${plain(other.name)} (${describe(other)})`,
  );
  if (mfa) {
    const why = "asks for the code of a device, which TaskTrail cannot";
    return [`  # left out: profile ${plain(name)} ${why}`, ...also];
  }
  return [
    `  - profile: ${scalar(name)} # ${describe(chosen)}`,
    ...(new RegExp(ACCOUNT_PATTERN).test(account) ? [`    id: "${account}"`] : []),
    isRegion(region) ? `    regions: [${region}]` : "    regions: enabled",
    ...also,
  ];
}

function rankOf({ role = "", mfa }: AwsProfile): number {
  if (mfa) return 3;
  if (/read|view|audit/i.test(role)) return 0;
  return /admin|power|full/i.test(role) ? 2 : 1;
}

const KINDS: Readonly<Record<AwsProfile["kind"], string>> = {
  keys: "an access key",
  login: "aws login",
  other: "unknown",
  process: "a helper program",
  role: "a role",
  sso: "Identity Center",
};

function describe({ kind, role }: AwsProfile): string {
  return role === undefined ? KINDS[kind] : `${KINDS[kind]}: ${plain(role)}`;
}

const MOST_LISTED = 20;

async function organizationPart(
  surroundings: Surroundings,
  profile: string | undefined,
): Promise<readonly string[]> {
  const { connection, env } = surroundings;
  const access = accessByProfile(surroundings, profile);
  const name = profile ?? defaultProfile(env);
  const block = [
    "organization:",
    `  profile: ${scalar(name)}`,
    "  # The role to assume in each account. One that may only read CloudTrail is better than this one.",
    "  role: OrganizationAccountAccessRole",
    "  # include: { ous: [ou-ab12-34cd56ef], tags: { team: platform } }",
    "  # exclude: { ids: [] }",
  ];
  try {
    const members = await (await openDirectory(access, connection)).accounts();
    return [...listed(members), ...block];
  } catch (error) {
    const attempt = { ...access.attempt, call: "organizations:ListAccounts", role: undefined };
    const { note } = readObstacle(error, attempt);
    return [
      `# The organisation could not be listed with the profile ${plain(name)}: ${plain(note)}.`,
      ...block.map((line) => `# ${line}`),
    ];
  }
}

function listed(members: readonly Member[]): readonly string[] {
  const shown = members.slice(0, MOST_LISTED).map(({ id, name }) => `#   ${id} ${plain(name)}`);
  const rest = members.length - shown.length;
  const more = rest > 0 ? [`#   and ${String(rest)} more`] : [];
  return [`# The organisation has ${String(members.length)} active accounts:`, ...shown, ...more];
}

/** Fit for a comment: names come from others. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, "?");
}

/** A name as YAML reads it back. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z][\w./@-]*$/.test(text);
  const isWord = /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
