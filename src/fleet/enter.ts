import type { Coverage, Interval } from "../core/coverage.ts";
import { accountOf, type Surroundings } from "./access.ts";
import { inTime } from "./aws-client.ts";
import { findEnabledRegions } from "./enabled-regions.ts";
import type { Place } from "./fleet.ts";
import { readObstacle, type Obstacle } from "./obstacle.ts";
import { partitionOf } from "./partitions.ts";
import type { Target } from "./targets.ts";

/** What came of entering one account. */
export interface Entered {
  readonly places: readonly Place[];
  readonly unreached: readonly Coverage[];
}

/** What is the same for all accounts. */
export interface Entering {
  readonly surroundings: Surroundings;
  readonly window: Interval;
  /** Takes the place of every account's own regions. */
  readonly regions?: readonly string[] | undefined;
}

/** Gets credentials for an account and finds its regions; what stands in the way is told, never thrown. */
export async function enter(target: Target, entering: Entering): Promise<Entered> {
  const { access, id } = target;
  const { connection } = entering.surroundings;
  try {
    const account = await accountOf(access, connection);
    if (id !== undefined && id !== account) {
      const note = `the credentials lead to ${account}, not to ${id}: mend profile or id`;
      return { places: [], unreached: notEntered(target, entering, { state: "denied", note }) };
    }
    return await findPlaces({ ...target, id: account }, entering);
  } catch (error) {
    connection.signal?.throwIfAborted();
    const attempt = { ...access.attempt, call: "sts:GetCallerIdentity", role: undefined };
    return {
      places: [],
      unreached: notEntered(target, entering, readObstacle(error, attempt)),
    };
  }
}

type Known = Target & { readonly id: string };

async function findPlaces(target: Known, entering: Entering): Promise<Entered> {
  const wanted = wantedRegions(target, entering);
  if (wanted !== "enabled") return placesIn(target, wanted, entering, []);
  const { access, id } = target;
  const { connection } = entering.surroundings;
  try {
    const enabled = await inTime(connection, findEnabledRegions(access, connection));
    return placesIn(target, enabled, entering, []);
  } catch (error) {
    const call = "account:ListRegions or ec2:DescribeRegions";
    const { state, note } = readObstacle(error, { ...access.attempt, call, role: undefined });
    const fallback = access.region === undefined ? [] : [access.region];
    const only = fallback.length === 0 ? "none is" : `only ${fallback.join()} is`;
    const told = `its enabled regions are not known, ${only} looked at: ${note}`;
    const missing = coverageOf(id, "", entering.window, { state, note: told });
    return placesIn(target, fallback, entering, [missing]);
  }
}

/** Where nothing says which, the one of the settings; where they say none, all. */
function wantedRegions(
  { access, regions }: Target,
  { regions: forAll }: Entering,
): "enabled" | readonly string[] {
  return forAll ?? regions ?? (access.region === undefined ? "enabled" : [access.region]);
}

function placesIn(
  { id, name, environment, access }: Known,
  regions: readonly string[],
  { window }: Entering,
  unreached: readonly Coverage[],
): Entered {
  const own = isKnown(access.attempt.role, access.region)
    ? regions.filter((region) => partitionOf(region) === access.partition)
    : regions;
  const place = {
    account: id,
    credentials: access.credentials,
    ...(name !== undefined && { name }),
    ...(environment !== undefined && { environment }),
    ...(access.profile !== undefined && { profile: access.profile }),
  };
  const note = `none of the regions is in its partition ${access.partition}`;
  const nowhere = own.length === 0 && regions.length > 0;
  return {
    places: [...new Set(own)].map((region) => ({ ...place, region })),
    unreached: nowhere
      ? [...unreached, coverageOf(id, "", window, { state: "unreachable", note })]
      : unreached,
  };
}

/** A profile without region tells nothing of its partition. */
function isKnown(role: string | undefined, region: string | undefined): boolean {
  return role !== undefined || region !== undefined;
}

function notEntered(target: Target, entering: Entering, obstacle: Obstacle): readonly Coverage[] {
  const { id, name = "" } = target;
  const wanted = wantedRegions(target, entering);
  const regions = wanted === "enabled" ? [""] : wanted;
  return regions.map((region) => coverageOf(id ?? name, region, entering.window, obstacle));
}

/** Coverage of what could not be looked at; an empty region means all. */
export function coverageOf(
  account: string,
  region: string,
  window: Interval,
  obstacle: Obstacle,
): Coverage {
  const { from, to } = window;
  return {
    account,
    region,
    source: "event-history://",
    selector: "everything",
    from,
    to,
    ...obstacle,
  };
}
