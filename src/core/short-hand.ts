import type { Actor } from "./actor.ts";
import type { Change } from "./change.ts";
import { relationOf } from "./sentence.ts";

/**
 * Who made a change, as short as it can be told: `jane.doe@acme.example`, `acme/api (GitHub Actions, run 19514478120)`.
 * Hostile until rendered.
 */
export function shortHand({ actor, behind }: Pick<Change, "actor" | "behind">): string {
  return behind === undefined
    ? shortActor(actor)
    : `${shortActor(actor)}, ${relationOf(actor)} ${shortActor(behind)}`;
}

function shortActor({ kind, name, via, link }: Actor): string {
  if (kind === "person") return name;
  const [how = ""] = via.split(", ");
  const run = /\/runs\/(\d{1,20})(?:\/|$)/.exec(link ?? "")?.[1];
  const known = [how === name ? "" : how, run === undefined ? "" : `run ${run}`];
  const told = known.filter((part) => part !== "");
  return told.length === 0 ? name : `${name} (${told.join(", ")})`;
}
