import type { Answer } from "../ask/answer.ts";
import type { Need } from "../ask/question.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import { OperatorError } from "../core/errors.ts";
import type { Place } from "../fleet/fleet.ts";
import { ingest } from "../ingest/ingest.ts";
import type { Material, NamedSource } from "./material.ts";
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
  { sources, openEffects, ledger, now, limits }: Material,
  { effects, window }: Need,
  { signal }: Surroundings,
  seen: Seen,
  answer: () => Answer,
): Promise<readonly string[]> {
  const places = sources.flatMap(({ place, isGlobal }) => (place && !isGlobal ? [place] : []));
  if (effects === undefined || openEffects === undefined || places.length === 0) return [];
  const wanted = placesOf(answer(), places, seen, effects);
  if (wanted.length > MOST_PLACES && wanted.every(({ isKnown }) => !isKnown)) {
    return [
      `ECS itself was not asked: ${String(wanted.length)} places could have it; --account and --region narrow that`,
    ];
  }
  await Promise.all(
    wanted.map(async ({ place, about }) => {
      const key = noteOf(place, about);
      if (isRecent(ledger.note(key), now)) return;
      await readOne(await openEffects(place), about);
      ledger.saveNote(key, now.toISOString());
    }),
  );
  return [];

  async function readOne({ source, label }: NamedSource, about: EffectTarget): Promise<void> {
    const { maxRequests } = limits;
    try {
      const request = {
        window,
        now,
        signal,
        about,
        ...(maxRequests !== undefined && { maxRequests }),
      };
      for await (const step of ingest(source, ledger, request)) {
        seen.requests += step.requests;
        seen.coverage.push(...step.coverage);
      }
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      const isDenied = error.code === "access-denied" || error.code.includes("credentials");
      seen.coverage.push({
        account: "",
        region: "",
        source: source.uri,
        selector: "what ECS did",
        state: isDenied ? "denied" : "unreachable",
        ...window,
        note: `${label}: ${error.message}`,
      });
    }
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
  { changes }: Answer,
  places: readonly Place[],
  { coverage }: Seen,
  about: EffectTarget,
): readonly WantedPlace[] {
  const [only] = new Set(coverage.map(({ account }) => account).filter((one) => one !== ""));
  const found = new Map<string, WantedPlace>();
  for (const { account, region, resource, related } of changes) {
    const place = places.find((one) => one.region === region && (one.account ?? only) === account);
    if (!place) continue;
    const named = [resource, ...related].find(({ service }) => service === about.service);
    const cluster = about.cluster ?? named?.cluster;
    const key = JSON.stringify([account, region, cluster]);
    const target = { ...about, ...(cluster !== undefined && { cluster }) };
    found.set(key, { place, about: target, isKnown: true });
  }
  return found.size > 0
    ? [...found.values()]
    : places.map((place) => ({ place, about, isKnown: false }));
}
