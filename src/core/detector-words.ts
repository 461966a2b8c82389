import type { Change } from "./change.ts";

/** Who acted where: what bursts and sequences are counted by. */
export function actorKey({ account, region, actor }: Change): string {
  return JSON.stringify([account, region, actor.kind, actor.name]);
}

/** The resource, wherever it was named from. */
export function resourceKey({ account, region, resource }: Change): string {
  return JSON.stringify([account, region, resource.kind, resource.cluster, resource.name]);
}

/** `12 days`, `less than a day`. */
export function daysBetween(from: string, to: string): string {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
  if (!(days >= 1)) return "less than a day";
  return days === 1 ? "1 day" : `${String(days)} days`;
}

/** Nearly everything has a key or session of its own that somebody else may hold; pipelines and services come from anywhere. */
export function holdsKey({ actor, origin, nature }: Change): boolean {
  return (
    nature === "mutating" &&
    origin.kind === "address" &&
    (actor.kind === "person" ||
      actor.kind === "root" ||
      actor.kind === "account" ||
      actor.kind === "unknown")
  );
}
