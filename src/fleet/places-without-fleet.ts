import { OperatorError } from "../core/errors.ts";
import { defaultProfile, readAwsProfiles, rootProfile } from "./aws-profiles.ts";
import type { Place } from "./fleet.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Places without a fleet: one for each region, with a profile or the SDK's own search for credentials. AWS is not asked.
 *
 * @throws OperatorError `no-region` where nothing names a region.
 */
export async function placesWithoutFleet(
  profile: string | undefined,
  regions: readonly string[] | undefined,
  env: Env,
): Promise<readonly Place[]> {
  const found = regions ?? (await regionOfSettings(profile, env));
  if (found.length === 0) {
    throw new OperatorError("no-region", "No AWS region was given.", {
      hint: "Name one with --region or AWS_REGION: ECS and its event history are regional.",
    });
  }
  return [...new Set(found)].map((region) => ({
    region,
    ...(profile !== undefined && { profile }),
  }));
}

/** In the SDK's order: the environment goes before the profile. */
async function regionOfSettings(profile: string | undefined, env: Env): Promise<readonly string[]> {
  const named = regionOfEnv(env);
  if (named !== undefined) return [named];
  const profiles = await readAwsProfiles(env);
  const name = profile ?? defaultProfile(env);
  const region = profiles.get(name)?.region ?? rootProfile(profiles, name)?.region;
  return region === undefined ? [] : [region];
}

/** The aws-cli also reads AWS_DEFAULT_REGION; the SDK for JavaScript does not. */
export function regionOfEnv(env: Env): string | undefined {
  return env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || undefined;
}
