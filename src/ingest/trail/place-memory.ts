import type { Coverage } from "../../core/coverage.ts";
import type { ReadRequest } from "../source.ts";
import type { TrailPlace } from "./find-places.ts";

/** What a ledger remembers of a place between readings: it saves requests, and is never needed. */
export interface PlaceMemory {
  /** When its oldest file was delivered: seconds since 1970. */
  readonly oldest?: number;
  /** Files behind what is covered that were read already. */
  readonly tail: readonly string[];
}

/** What a ledger remembers of the places of a source. */
export interface PlacesMemory {
  /** When they were looked for: seconds since 1970. */
  readonly at: number;
  readonly places: readonly TrailPlace[];
}

type Memory = ReadRequest["memory"];

export function recallPlace(memory: Memory, uri: string, place: TrailPlace): PlaceMemory {
  const known = recall(memory, keyOf(uri, place)) as Partial<PlaceMemory> | undefined;
  const { oldest, tail } = known ?? {};
  const names = Array.isArray(tail) ? tail.filter((name) => typeof name === "string") : [];
  return { ...(typeof oldest === "number" && { oldest }), tail: names };
}

export function rememberPlace(
  memory: Memory,
  uri: string,
  place: TrailPlace,
  known: PlaceMemory,
): void {
  memory.set(keyOf(uri, place), JSON.stringify(known));
}

export function recallPlaces(memory: Memory, uri: string): PlacesMemory | undefined {
  const known = recall(memory, `trail-places ${uri}`) as PlacesMemory | undefined;
  return known && typeof known.at === "number" && Array.isArray(known.places) ? known : undefined;
}

export function rememberPlaces(memory: Memory, uri: string, known: PlacesMemory): void {
  memory.set(`trail-places ${uri}`, JSON.stringify(known));
}

/** Of which accounts and times a source's files told what ECS did. */
export function recallEffects(memory: Memory, uri: string): readonly Coverage[] {
  const known = recall(memory, `trail-effects ${uri}`);
  return Array.isArray(known) ? known.filter((part) => isCoverage(part)) : [];
}

export function rememberEffects(memory: Memory, uri: string, known: readonly Coverage[]): void {
  memory.set(`trail-effects ${uri}`, JSON.stringify(known));
}

function isCoverage(part: unknown): part is Coverage {
  const { account, region, from, to, source, selector, state } = (part ?? {}) as Partial<Coverage>;
  const texts = [account, region, from, to, source, selector, state];
  return texts.every((one) => typeof one === "string");
}

function keyOf(uri: string, { account, region }: TrailPlace): string {
  return `trail-place ${uri} ${account} ${region}`;
}

/** What we have written, unless it was written by another version, or is damaged. */
function recall(memory: Memory, key: string): unknown {
  try {
    return (JSON.parse(memory.get(key) ?? "null") as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}
