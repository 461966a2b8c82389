import type { Interval } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import type { Config } from "./config.ts";
import { coverageOf, enter, type Entering } from "./enter.ts";
import { environmentsIn } from "./environments.ts";
import { chooseTargets, findTargets } from "./find-targets.ts";
import type { Fleet, Place } from "./fleet.ts";
import { nearest } from "../core/nearest.ts";
import { placesWithoutFleet } from "./places-without-fleet.ts";
import { readOverrides } from "./overrides.ts";
import { sideBySide } from "./side-by-side.ts";
import { surroundingsOf, type FleetOptions } from "./surroundings.ts";
import type { Target } from "./targets.ts";

/** So many accounts are entered at a time. */
const AT_ONCE = 16;

/**
 * Finds out which accounts and regions to look at and gets credentials for each. One that cannot be entered never stops the
 * others: it is in `unreached`, with the way to mend it. Without accounts in the configuration there is one place for each
 * region, with the SDK's own search for credentials, and nothing is asked of AWS.
 *
 * @throws OperatorError `bad-argument` for an account, environment or region that is none, `no-region` where there is no
 * configuration and nothing names a region.
 */
export async function resolveFleet(
  config: Config | undefined,
  options: FleetOptions,
): Promise<Fleet> {
  const { env, environment } = options;
  const { profile, regions, labels = config?.labels ?? [] } = readOverrides(options, env);
  const known = { labels, ...(config && { file: config.file }) };
  if (environment !== undefined) checkEnvironment(environment, profile ?? config);
  if (config === undefined || profile !== undefined || !needsAws(config)) {
    const listed = config?.regions === "enabled" ? undefined : config?.regions;
    const places = await placesWithoutFleet(profile, regions ?? listed, env);
    return { ...known, unreached: [], places };
  }
  return { ...known, ...(await enterFleet(config, regions, options)) };
}

async function enterFleet(
  config: Config,
  regions: readonly string[] | undefined,
  options: FleetOptions,
): Promise<Pick<Fleet, "clusters" | "places" | "unreached">> {
  const surroundings = await surroundingsOf(options);
  const window = options.window ?? ninetyDays(options.now?.() ?? Date.now());
  const found = await findTargets(config, surroundings, options.environment);
  const chosen = chooseTargets(config, found, options);
  const entered = await enterAll(chosen, { surroundings, window, regions });
  const missing = [...found.missing].map(([account, obstacle]) =>
    coverageOf(account, "", window, obstacle),
  );
  const { clusters } = config.environments.get(options.environment ?? "") ?? {};
  return {
    places: entered.places,
    unreached: [...missing, ...entered.unreached],
    ...(clusters && { clusters }),
  };
}

function needsAws({ accounts, organization, regions }: Config): boolean {
  return accounts.length > 0 || organization !== undefined || regions === "enabled";
}

/** With a profile of its own, what the configuration groups is not looked at. */
function checkEnvironment(typed: string, config: Config | string | undefined): void {
  const known = typeof config === "object" ? environmentsIn(config) : [];
  if (known.includes(typed)) return;
  const near = nearest(typed, known)[0];
  const all =
    known.length === 0 ? "No configuration groups accounts." : `Known: ${known.join(", ")}.`;
  throw new OperatorError("bad-argument", `No environment is called ${JSON.stringify(typed)}.`, {
    hint: near === undefined ? all : `Did you mean ${near}?`,
  });
}

function ninetyDays(now: number): Interval {
  const from = new Date(now - 90 * 86_400_000).toISOString();
  return { from, to: new Date(now).toISOString() };
}

/** Where two ways lead to one account and region, the first is taken. */
async function enterAll(
  targets: readonly Target[],
  entering: Entering,
): Promise<Pick<Fleet, "places" | "unreached">> {
  const entered = await sideBySide(targets, AT_ONCE, (target) => enter(target, entering));
  const places = new Map<string, Place>();
  for (const place of entered.flatMap((one) => one.places)) {
    const key = `${place.account ?? ""} ${place.region}`;
    if (!places.has(key)) places.set(key, place);
  }
  return {
    places: [...places.values()],
    unreached: entered.flatMap(({ unreached }) => unreached),
  };
}
