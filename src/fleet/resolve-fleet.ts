import type { Coverage, Interval } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import type { Surroundings } from "./access.ts";
import type { Config } from "./config.ts";
import { coverageOf, enter, type Entering } from "./enter.ts";
import { environmentOf, environmentsIn } from "./environments.ts";
import type { Fleet, Place } from "./fleet.ts";
import { nearestWord } from "./nearest-word.ts";
import { placesWithoutFleet } from "./places-without-fleet.ts";
import { readOverrides } from "./overrides.ts";
import { sideBySide } from "./side-by-side.ts";
import { surroundingsOf, type FleetOptions } from "./surroundings.ts";
import { targetsOf, targetsOfOrganization, type Target } from "./targets.ts";

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
  const found = await findTargets(config, surroundings, window);
  const chosen = choose(config, found, options);
  const entered = await enterAll(chosen, { surroundings, window, regions });
  const { clusters } = config.environments.get(options.environment ?? "") ?? {};
  return {
    places: entered.places,
    unreached: [...found.unreached, ...entered.unreached],
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
  const near = nearestWord(typed, known);
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

interface Found {
  readonly targets: readonly Target[];
  readonly unreached: readonly Coverage[];
}

/** An account that the configuration names itself is not taken from the organisation too. */
async function findTargets(
  config: Config,
  surroundings: Surroundings,
  window: Interval,
): Promise<Found> {
  const named = targetsOf(config, surroundings);
  const { targets, obstacle } = await targetsOfOrganization(config, surroundings);
  const ids = new Set(named.map(({ id }) => id));
  return {
    targets: [...named, ...targets.filter(({ id }) => !ids.has(id))],
    unreached: obstacle ? [coverageOf("organization", "", window, obstacle)] : [],
  };
}

function choose(
  config: Config,
  { targets, unreached }: Found,
  { accounts, environment }: FleetOptions,
): readonly Target[] {
  const names = targets.flatMap(({ id = [], name = [] }) => [id, name].flat());
  const wrong = accounts?.find((account) => !names.includes(account));
  if (wrong !== undefined && unreached.length === 0) {
    const near = nearestWord(wrong, names);
    const hint = near === undefined ? `Known: ${names.join(", ")}.` : `Did you mean ${near}?`;
    throw new OperatorError("bad-argument", `No account is called ${JSON.stringify(wrong)}.`, {
      hint,
    });
  }
  const isMeant = ({ id = "", name = "" }: Target): boolean =>
    accounts === undefined || accounts.includes(id) || accounts.includes(name);
  return targets.flatMap((target) => {
    const own = environmentOf(config, target, environment);
    if (!isMeant(target) || (environment !== undefined && own === undefined)) return [];
    return own === undefined ? target : { ...target, environment: own };
  });
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
