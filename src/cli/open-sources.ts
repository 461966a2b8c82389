import type { Coverage } from "../core/coverage.ts";
import type { Fleet, Place } from "../fleet/fleet.ts";
import { openSource } from "../ingest/open-source.ts";
import type { SourceSettings } from "../ingest/source.ts";
import { textOf, textsOf, type Invocation } from "./command.ts";
import type { NamedSource } from "./material.ts";
import type { Surroundings } from "./surroundings.ts";

/** What was opened, and what could not be. */
export interface OpenedSources {
  readonly sources: readonly NamedSource[];
  readonly unreached: readonly Coverage[];
  readonly labels: readonly string[];
}

const EVENT_HISTORY = "event-history://";

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
  const settings = settingsFrom(invocation, surroundings);
  const wanted = uris.length === 0 ? [EVENT_HISTORY] : uris;
  const named = wanted.filter((uri) => uri !== EVENT_HISTORY);
  const sources = await Promise.all(
    named.map(async (uri) => ({ label: uri, source: await openSource(uri, settings) })),
  );
  if (named.length === wanted.length) return { sources, unreached: [], labels: [] };
  const { places, unreached, labels } = await openFleet(invocation);
  const opened = await Promise.all(places.map((place) => openPlace(place, settings)));
  return { sources: [...sources, ...opened], unreached, labels };
}

function settingsFrom(invocation: Invocation, { stdin }: Surroundings): SourceSettings {
  const endpointUrl = textOf(invocation, "endpointUrl");
  return { stdin, ...(endpointUrl !== undefined && { endpointUrl }) };
}

async function openFleet(invocation: Invocation): Promise<Fleet> {
  const profile = textOf(invocation, "profile");
  const regions = textsOf(invocation, "region").flatMap((text) => text.split(","));
  const places = (regions.length > 0 ? regions : [""]).map((region) => ({
    region,
    ...(profile !== undefined && { profile }),
  }));
  return { places, unreached: [], labels: [] };
}

async function openPlace(place: Place, settings: SourceSettings): Promise<NamedSource> {
  const { account, name, region, credentials, profile } = place;
  const source = await openSource(EVENT_HISTORY, {
    ...settings,
    ...(region !== "" && { region }),
    ...(account !== undefined && { account }),
    ...(credentials && { credentials }),
    ...(profile !== undefined && { profile }),
  });
  const whose = name ?? account ?? profile ?? "";
  return { label: [whose, region].filter((part) => part !== "").join(" ") || "AWS", source, place };
}
