import type { Answer } from "../ask/answer.ts";
import type { Need } from "../ask/question.ts";
import type { Interval } from "../core/coverage.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import type { Resource } from "../core/change.ts";
import { OperatorError } from "../core/errors.ts";
import type { Place } from "../fleet/fleet.ts";
import { ingest } from "../ingest/ingest.ts";
import type { AskedOnce } from "./ask-once.ts";
import type { Material } from "./material.ts";
import type { Seen } from "./read-material.ts";
import type { Surroundings } from "./surroundings.ts";

/** Without a trace of the target in CloudTrail, this many places are asked whether ECS knows it. */
const MOST_PLACES = 4;

/**
 * Asks the ECS API what it did to what the question is about, in the places where CloudTrail knows it, and keeps that. What
 * the API does not allow is told in coverage; the answer is then given from CloudTrail alone.
 *
 * @returns notes about what was not asked.
 */
export async function readEffects(
  reading: EffectReading,
  { effects, window }: Need,
  { soFar, forget }: AskedOnce,
): Promise<readonly string[]> {
  const { material, seen } = reading;
  const places = placesIn(material);
  if (effects === undefined || places.length === 0 || isPast(window, material)) return [];
  const wanted = placesOf(knownIn(soFar), places, seen, effects);
  if (wanted.length > MOST_PLACES && wanted.every(({ isKnown }) => !isKnown)) {
    return [
      `ECS itself was not asked: ${String(wanted.length)} places could have it; --account and --region narrow that`,
    ];
  }
  const { ledger, now } = material;
  await Promise.all(
    wanted.map(async ({ place, about }) => {
      const key = noteOf(place, about);
      if (isRecent(ledger.note(key), now)) return;
      await readPlace(place, window, reading, about);
      ledger.saveNote(key, now.toISOString());
      forget();
    }),
  );
  return [];
}

/** What is asked for by its id may be in no record that was read: ECS may know it all the same. */
function knownIn(answer: () => Answer): Pick<Answer, "changes"> {
  try {
    return answer();
  } catch (error) {
    if (error instanceof OperatorError && error.code === "not-found") return { changes: [] };
    throw error;
  }
}

/** ECS remembers stopped tasks for an hour: of a window that ended before, little more can be learnt than is kept. */
function isPast({ to }: Interval, { now, args }: Material): boolean {
  const isOld = Date.parse(to) <= now.getTime() - 60 * 60_000;
  return isOld && args["at"] === undefined;
}

/** Requests to ECS for each account and region in a sync: as many as keep far below what production needs. */
const SYNC_REQUESTS = 60;

/** Asks the ECS API of every place what it remembers, before it forgets, and keeps that. */
export async function readAllEffects(reading: EffectReading, window: Interval): Promise<void> {
  const places = placesIn(reading.material);
  await Promise.all(places.map((place) => readPlace(place, window, reading)));
}

/** What is read with, and where what could be seen is told. */
export interface EffectReading {
  readonly material: Material;
  readonly surroundings: Surroundings;
  readonly seen: Seen;
}

/** The places of Event History; none where only files or a bucket are read. */
function placesIn({ sources, openEffects }: Material): readonly Place[] {
  if (openEffects === undefined) return [];
  return sources.flatMap(({ place, isGlobal }) => (place && !isGlobal ? [place] : []));
}

async function readPlace(
  place: Place,
  window: Interval,
  { material, surroundings, seen }: EffectReading,
  about?: EffectTarget,
): Promise<void> {
  const { ledger, now, limits, openEffects } = material;
  if (openEffects === undefined) return;
  const { source, label } = await openEffects(place);
  const maxRequests = limits.maxRequests ?? (about === undefined ? SYNC_REQUESTS : undefined);
  const request = {
    window,
    now,
    signal: surroundings.signal,
    ...(about && { about }),
    ...(maxRequests !== undefined && { maxRequests }),
  };
  try {
    for await (const step of ingest(source, ledger, request)) {
      seen.requests += step.requests;
      seen.coverage.push(...step.coverage);
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    const isDenied = error.code === "access-denied" || error.code.includes("credentials");
    seen.coverage.push({
      account: place.account ?? "",
      region: place.region,
      source: source.uri,
      selector: "what ECS did",
      state: isDenied ? "denied" : "unreachable",
      ...window,
      note: `${label}: ${error.message}`,
    });
  }
}

function noteOf(
  { account = "", name = "", profile = "", region }: Place,
  about: EffectTarget,
): string {
  return `ecs-api asked ${JSON.stringify([account, name, profile, region, about])}`;
}

/** Whoever asks again within a minute asks about what was just read. */
const RECENT_MS = 60_000;

function isRecent(asked: string | undefined, now: Date): boolean {
  return asked !== undefined && Math.abs(now.getTime() - Date.parse(asked)) < RECENT_MS;
}

interface WantedPlace {
  readonly place: Place;
  readonly about: EffectTarget;
  /** CloudTrail knows it there. */
  readonly isKnown: boolean;
}

/** Where CloudTrail's records name the target, with the cluster that they name; else everywhere. */
function placesOf(
  { changes }: Pick<Answer, "changes">,
  places: readonly Place[],
  { coverage }: Seen,
  about: EffectTarget,
): readonly WantedPlace[] {
  const [only] = new Set(coverage.map(({ account }) => account).filter((one) => one !== ""));
  const found = new Map<string, WantedPlace>();
  for (const { account, region, resource, related } of changes) {
    const place = places.find((one) => one.region === region && (one.account ?? only) === account);
    if (!place) continue;
    const target = targetIn([resource, ...related], about);
    const key = JSON.stringify([account, region, target]);
    found.set(key, { place, about: target, isKnown: true });
  }
  return found.size > 0
    ? [...found.values()]
    : places.map((place) => ({ place, about, isKnown: false }));
}

/** What was typed as a service may be a cluster's name; and its records know which cluster a service is in. */
function targetIn(resources: readonly Resource[], about: EffectTarget): EffectTarget {
  const { service, cluster } = about;
  if (service === undefined || cluster !== undefined) return about;
  const named = resources.find((one) => one.service === service);
  if (named?.cluster !== undefined) return { ...about, cluster: named.cluster };
  const isCluster = resources.some((one) => one.cluster === service);
  return isCluster ? { cluster: service } : about;
}
