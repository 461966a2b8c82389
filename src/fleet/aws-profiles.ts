import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** What a profile of the AWS settings says about itself; keys and tokens are never read. */
export interface AwsProfile {
  readonly name: string;
  readonly region?: string;
  readonly kind: "sso" | "login" | "role" | "process" | "keys" | "other";
  /** The account, where the profile names it. */
  readonly account?: string;
  /** The name of Identity Center's role, or a role's ARN. */
  readonly role?: string;
  /** The profile that this one begins at. */
  readonly source?: string;
  /** It asks for a code of a device. */
  readonly mfa: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;
type Section = ReadonlyMap<string, string>;

/**
 * The profiles in `~/.aws/config` and `~/.aws/credentials`, or in the files that AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE name, in the order they stand there. A file that is not there has none.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function readAwsProfiles(env: Env): Promise<ReadonlyMap<string, AwsProfile>> {
  const { HOME: home = homedir(), AWS_CONFIG_FILE: config = "" } = env;
  const { AWS_SHARED_CREDENTIALS_FILE: credentials = "" } = env;
  const [inConfig, inCredentials] = await Promise.all([
    readSections(config === "" ? join(home, ".aws/config") : config),
    readSections(credentials === "" ? join(home, ".aws/credentials") : credentials),
  ]);
  const profiles = new Map<string, Map<string, string>>();
  const add = (name: string, settings: Section): void => {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...settings]));
  };
  for (const [title, settings] of inConfig) {
    const name = /^profile\s+(.+)$/.exec(title)?.[1] ?? (title === "default" ? title : undefined);
    if (name !== undefined) add(name, settings);
  }
  for (const [name, settings] of inCredentials) add(name, settings);
  return new Map([...profiles].map(([name, settings]) => [name, profileOf(name, settings)]));
}

/** The profile that holds for the SDK where none is named. */
export function defaultProfile({ AWS_PROFILE: named = "" }: Env): string {
  return named === "" ? "default" : named;
}

/** Where a profile begins that leans on others: the one that somebody signs in with. */
export function rootProfile(
  profiles: ReadonlyMap<string, AwsProfile>,
  name: string,
): AwsProfile | undefined {
  const passed = new Set<string>();
  let at = profiles.get(name);
  while (at?.source !== undefined && !passed.has(at.name)) {
    passed.add(at.name);
    at = profiles.get(at.source) ?? at;
  }
  return at;
}

function profileOf(name: string, settings: Section): AwsProfile {
  const roleArn = settings.get("role_arn");
  const role = settings.get("sso_role_name") ?? roleArn;
  const account = settings.get("sso_account_id") ?? roleArn?.split(":")[4];
  const region = settings.get("region");
  const source = settings.get("source_profile");
  return {
    name,
    kind: KINDS.find(([key]) => settings.has(key))?.[1] ?? "other",
    mfa: settings.has("mfa_serial"),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    ...(role !== undefined && { role }),
    // A profile may name itself: then its own keys assume its role.
    ...(source !== undefined && source !== name && { source }),
  };
}

const KINDS: readonly (readonly [key: string, kind: AwsProfile["kind"]])[] = [
  ["role_arn", "role"],
  ["sso_session", "sso"],
  ["sso_start_url", "sso"],
  ["login_session", "login"],
  ["credential_process", "process"],
  ["aws_access_key_id", "keys"],
];

/** What is a secret, or would be one if it were in the wrong place. */
const SECRET = /secret|token|password/;

async function readSections(file: string): Promise<ReadonlyMap<string, Section>> {
  const text = await readFile(file, "utf8").catch(() => "");
  const sections = new Map<string, Map<string, string>>();
  let settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const title = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    const equals = line.indexOf("=");
    if (title !== undefined) {
      const name = title.trim().replaceAll(/["']/g, "");
      settings = sections.get(name) ?? new Map();
      sections.set(name, settings);
    } else if (equals > 0 && !/^[\s#;]/.test(line)) {
      const key = line.slice(0, equals).trim().toLowerCase();
      const value = line
        .slice(equals + 1)
        .replace(/\s[#;].*$/, "")
        .trim();
      settings.set(key, key === "aws_access_key_id" || SECRET.test(key) ? "" : value);
    }
  }
  return sections;
}
