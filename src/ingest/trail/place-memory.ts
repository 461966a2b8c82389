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
