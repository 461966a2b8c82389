import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Coverage } from "../core/coverage.ts";
import type { KnownNames } from "../ask/name-actors.ts";
import type { Config } from "../fleet/config.ts";
import { findConfig } from "../fleet/find-config.ts";
import type { Fleet, Place } from "../fleet/fleet.ts";
import { readOverrides } from "../fleet/overrides.ts";
import { homeRegionOf, partitionOf } from "../fleet/partitions.ts";
import { readConfig } from "../fleet/read-config.ts";
import { resolveFleet } from "../fleet/resolve-fleet.ts";
import { openSource } from "../ingest/open-source.ts";
import type { Source, SourceSettings } from "../ingest/source.ts";
import { textOf, textsOf, type Invocation } from "./command.ts";
import type { NamedSource } from "./material.ts";
import type { Surroundings } from "./surroundings.ts";

/** What was opened, and what could not be. */
export interface OpenedSources {
  readonly sources: readonly NamedSource[];
  readonly unreached: readonly Coverage[];
  readonly labels: readonly string[];
  readonly names: ConfiguredNames;
  /** The clusters of the environment that was asked for; absent: all. */
  readonly clusters?: readonly string[];
  /** Opens the Event History of a place that the question itself did not ask about. */
  readonly openElsewhere?: (place: Place) => Promise<NamedSource>;
  /** Opens what the ECS API tells of a place. */
  readonly openEffects?: (place: Place) => Promise<NamedSource>;
}

const EVENT_HISTORY = "event-history://";
const ECS_API = "ecs-api://";

/** A source that asks AWS: what it tells is worth keeping, and its window is the asker's. */
export function isLive(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && !uri.startsWith("file://");
}

/** Opens what the user named; without that, Event History of the whole fleet. */
export async function openSources(
  uris: readonly string[],
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<OpenedSources> {
  const settings = awsSettings(invocation, surroundings);
  const config = await findFleet(surroundings);
  const wanted = uris.length === 0 ? [EVENT_HISTORY] : uris;
  const named = wanted.filter((uri) => uri !== EVENT_HISTORY);
  const sources = await Promise.all(
    named.map(async (uri) => ({ label: uri, source: await openNamed(uri, invocation, settings) })),
  );
  if (named.length === wanted.length) {
    return {
      sources,
      unreached: [],
      labels: readOverrides({}, surroundings.env).labels ?? config?.labels ?? [],
      names: namesIn(config),
    };
  }
  const fleet = await openFleet(invocation, surroundings);
  const opened = await Promise.all([
    ...fleet.places.map((place) => openPlace(place, settings)),
    ...homesOf(fleet.places).map((place) => openHome(place, settings)),
  ]);
  const { unreached, labels, clusters } = fleet;
  return {
    sources: [...sources, ...opened],
    unreached,
    labels,
    names: namesIn(config, fleet.places),
    ...(clusters && { clusters }),
    openElsewhere: (place) => openPlace(place, settings),
    openEffects: (place) => openPlace(place, settings, ECS_API),
  };
}

/** A folder that was copied from a trail's bucket is read like one where a window was typed; else all of it is. */
async function openNamed(
  uri: string,
  invocation: Invocation,
  settings: SourceSettings,
): Promise<Source> {
  const isNarrowed = WINDOW.some((name) => textOf(invocation, name) !== undefined);
  if (isLive(uri) || uri === "-" || !isNarrowed) return openSource(uri, settings);
  const path = uri.startsWith("file:") ? fileURLToPath(uri) : uri;
  const isTrail = await stat(join(path, "AWSLogs")).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isTrail) return openSource(uri, settings);
  const { openTrail } = await import("../ingest/trail/open-trail.ts");
  return openTrail(pathToFileURL(path).href, settings);
}

const WINDOW = ["since", "until", "at"];

/** What the user calls people, teams and accounts. */
export type ConfiguredNames = Pick<KnownNames, "accounts" | "mapping">;

/** What the configuration alone calls them; AWS is not asked. */
export async function configuredNames(surroundings: Surroundings): Promise<ConfiguredNames> {
  return namesIn(await findFleet(surroundings));
}

/** Names of the configuration, and of the organisation's accounts where they were listed. */
function namesIn(config: Config | undefined, places: readonly Place[] = []): ConfiguredNames {
  const accounts = [
    ...places.map(({ account, name }) => ({ id: account, name })),
    ...(config?.accounts ?? []),
  ];
  return {
    mapping: config?.names ?? new Map(),
    accounts: new Map(accounts.flatMap(({ id, name }) => (id && name ? [[id, name]] : []))),
  };
}

/** What the user typed about how to reach AWS. */
export function awsSettings(invocation: Invocation, { stdin }: Surroundings): SourceSettings {
  const endpointUrl = textOf(invocation, "endpointUrl");
  const profile = textOf(invocation, "profile");
  return {
    stdin,
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(profile !== undefined && { profile }),
  };
}

/**
 * The accounts and regions to look at: those of the configuration, narrowed by what was typed, else one for each region.
 *
 * @throws OperatorError for a configuration that cannot be read, and for an account, environment or region that is none.
 */
export async function openFleet(
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Fleet> {
  const { env, signal } = surroundings;
  const profile = textOf(invocation, "profile");
  const environment = textOf(invocation, "environment");
  const endpointUrl = textOf(invocation, "endpointUrl");
  const regions = listOf(invocation, "region");
  const accounts = listOf(invocation, "account");
  return resolveFleet(await findFleet(surroundings), {
    env,
    signal,
    ...(profile !== undefined && { profile }),
    ...(environment !== undefined && { environment }),
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(regions.length > 0 && { regions }),
    ...(accounts.length > 0 && { accounts }),
  });
}

async function findFleet({ cwd, env }: Surroundings): Promise<Config | undefined> {
  const file = await findConfig({ cwd, env });
  return file === undefined ? undefined : readConfig(file);
}

function listOf(invocation: Invocation, name: string): readonly string[] {
  return textsOf(invocation, name).flatMap((text) => text.split(","));
}

/** The home region of each account once: AWS records there what belongs to no region. */
function homesOf(places: readonly Place[]): readonly Place[] {
  const homes = new Map<string, Place>();
  for (const place of places) {
    const region = homeRegionOf(partitionOf(place.region));
    const { account = "", name = "", profile = "" } = place;
    homes.set(JSON.stringify([account, name, profile, region]), { ...place, region });
  }
  return [...homes.values()];
}

async function openHome(place: Place, settings: SourceSettings): Promise<NamedSource> {
  const opened = await openPlace(place, settings);
  return { ...opened, label: `${opened.label} (global)`, isGlobal: true };
}

async function openPlace(
  place: Place,
  settings: SourceSettings,
  uri: string = EVENT_HISTORY,
): Promise<NamedSource> {
  const source = await openSource(uri, settingsAt(place, settings));
  return { label: labelOf(place), source, place };
}

/** How to reach AWS at one place. */
export function settingsAt(
  { account, region, credentials, profile }: Place,
  settings: SourceSettings,
): SourceSettings {
  return {
    ...settings,
    ...(region !== "" && { region }),
    ...(account !== undefined && { account }),
    ...(credentials && { credentials }),
    ...(profile !== undefined && { profile }),
  };
}

/** What to call a place while one waits for it: `acme-prod eu-west-1`. */
export function labelOf({ account, name, region, profile }: Place): string {
  const whose = name ?? account ?? profile ?? "";
  return [whose, region].filter((part) => part !== "").join(" ") || "AWS";
}
