import type { ReadEffect } from "../../core/effect.ts";
import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { EffectPlace, SplitEffects } from "../../core/split-effects.ts";
import type { Page, ReadRequest } from "../source.ts";
import type { Asker, Trouble } from "./asker.ts";
import type { Glimpse, Topic } from "./glimpse.ts";

/** A service by its short names. */
export interface NamedService {
  readonly cluster: string;
  readonly service: string;
}

/** A reading of one account's and region's ECS. */
export interface EcsReading {
  readonly uri: string;
  readonly asker: Asker;
  readonly request: ReadRequest;
  readonly place: EffectPlace & { readonly seenAt: string };
  /** What has been seen so far. */
  readonly glimpses: Glimpse[];
}

/** A page of effects, for the ledger. */
export function pageOf(
  reading: EcsReading,
  split: SplitEffects,
  body: JsonObject,
  progress: string,
): Page {
  const effects: readonly ReadEffect[] = split(body, reading.place);
  return { records: [], effects, unreadable: [], progress, requests: reading.asker.takeCount() };
}

/** Notes that a topic of some services could not be seen, or not all of it. */
export function noteTrouble(
  { glimpses }: EcsReading,
  topic: Topic,
  of: readonly string[],
  trouble: Trouble,
): void {
  for (const one of of) glimpses.push({ topic, of: one, trouble });
}

/** `prod/checkout`. */
export function nameOf({ cluster, service }: NamedService): string {
  return `${cluster}/${service}`;
}

/** Lists of at most so many, as the API takes them. */
export function batchesOf<Item>(
  items: readonly Item[],
  most: number,
): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}

/** Services by their cluster, in the order given. */
export function byCluster(
  services: readonly NamedService[],
): ReadonlyMap<string, readonly string[]> {
  const clusters = new Map<string, string[]>();
  for (const { cluster, service } of services) {
    const known = clusters.get(cluster);
    if (known) known.push(service);
    else clusters.set(cluster, [service]);
  }
  return clusters;
}

export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}

export function textsIn(body: JsonObject, field: string): readonly string[] {
  const { [field]: list } = body;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

export function listIn(body: JsonObject, field: string): readonly JsonObject[] {
  const { [field]: list } = body;
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
}

export function textIn(body: JsonObject, field: string): string {
  const { [field]: value } = body;
  return typeof value === "string" ? value : "";
}
