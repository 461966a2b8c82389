import type { Interval } from "../core/coverage.ts";
import type { Surroundings } from "./access.ts";
import { readAwsProfiles } from "./aws-profiles.ts";
import { regionOfEnv } from "./places-without-fleet.ts";

/** What was typed, and the surroundings. */
export interface FleetOptions {
  /** `--profile`: only what it leads to; the configuration's accounts are left aside. */
  readonly profile?: string;
  /** `--region`: takes the place of all regions of the configuration. */
  readonly regions?: readonly string[];
  /** Accounts by name or id; absent: all. Without accounts in the configuration it decides nothing. */
  readonly accounts?: readonly string[];
  /** Only the accounts of this environment. */
  readonly environment?: string;
  readonly endpointUrl?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is asked about, for `unreached`; default: the 90 days of Event History. */
  readonly window?: Interval;
  /** After how long a call or the way into an account is given up; default 20 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970; replaced in tests. */
  readonly now?: () => number;
}

/** What the ways into accounts are made from. */
export async function surroundingsOf(
  options: Pick<FleetOptions, "endpointUrl" | "env" | "now" | "signal" | "timeoutMs">,
): Promise<Surroundings> {
  const { env, endpointUrl, signal, timeoutMs = 20_000, now } = options;
  const sessionName = sessionNameOf(env);
  const region = regionOfEnv(env);
  return {
    env,
    profiles: await readAwsProfiles(env),
    connection: { endpointUrl, region, sessionName, timeoutMs, signal },
    now,
  };
}

/** Whoever reads the trail of an account later sees who looked: `tasktrail-jane`. */
function sessionNameOf({ USER: user = "" }: FleetOptions["env"]): string {
  const name = user.replaceAll(/[^\w+=,.@-]/g, "");
  return name === "" ? "tasktrail" : `tasktrail-${name}`.slice(0, 64);
}
