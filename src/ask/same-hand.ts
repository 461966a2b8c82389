import type { Change } from "../core/change.ts";
import { deedOf, resourceLabel } from "../core/sentence.ts";

/** What a script does in one go lies closer together than this. */
const IN_ONE_GO_MS = 120_000;
const NAMED = 3;

/**
 * What else the same principal did to other things in the same go, as a second sentence for an answer; `""` where that
 * was all. A script that hits three services is one story, and whoever asks about one should hear of the others.
 */
export function sameHand(told: Change, changes: readonly Change[]): string {
  const others = changes.filter((change) => isSameGo(told, change));
  if (others.length === 0) return "";
  const named = others
    .slice(0, NAMED)
    .map((change) => `${resourceLabel(change.resource)} was ${deedOf(change)}`);
  const more = others.length - named.length;
  const rest = more > 0 ? `, and ${String(more)} more` : "";
  return ` The same hand within ${spanOf([told, ...others])}: ${named.join(", ")}${rest}.`;
}

function isSameGo(told: Change, change: Change): boolean {
  return (
    change.eventID !== told.eventID &&
    change.actor.principal !== "" &&
    change.actor.principal === told.actor.principal &&
    change.intent === told.intent &&
    change.outcome.kind === "accepted" &&
    Math.abs(Date.parse(change.at) - Date.parse(told.at)) <= IN_ONE_GO_MS
  );
}

function spanOf(changes: readonly Change[]): string {
  const times = changes.map(({ at }) => Date.parse(at));
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return seconds < 1 ? "the same second" : `${String(seconds)} s`;
}
