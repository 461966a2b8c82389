import { sentenceOf } from "../core/sentence.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { newestBefore, suggestNames, type Found } from "./about-target.ts";
import { counted } from "./choose.ts";
import type { AskContext } from "./question.ts";
import { windowPhrase } from "./seen.ts";

/** What a search that found nothing knows. */
export interface Nothing {
  readonly found: Found;
  readonly ledger: Ledger;
  readonly context: AskContext;
  /** What was looked at, as a sentence. */
  readonly looked: string;
  /** What nobody is known to have done to the target: `was restarted`. */
  readonly deed: string;
}

/**
 * The answer where no change fits: it says so of the records, never of the world, and then what was looked at. Its notes
 * name the nearest thing there is: changes that the verb left out, the newest change before the window, or names alike.
 */
export function nothingFound(nothing: Nothing): {
  readonly sentence: string;
  readonly notes: readonly string[];
} {
  const { found, context, looked, deed } = nothing;
  const { target, window, filters } = found;
  const by = filters.typed === "" ? "" : ` that fits ${filters.typed}`;
  const when = windowPhrase(window, context.now);
  return {
    sentence: `No record${by} says that ${target.text} ${deed} ${when}. ${looked}`,
    notes: nearestThing(nothing),
  };
}

function nearestThing({ found, ledger, context }: Nothing): readonly string[] {
  const { target, fitting, choice } = found;
  const others =
    fitting.filter(({ nature }) => nature === "mutating").length - choice.counts.refused;
  if (others > 0) {
    return [
      `${counted(others, "other change", "other changes")} of it in this window: who ${target.text}`,
    ];
  }
  if (choice.counts.refused > 0) return [];
  const before = newestBefore(found, ledger, context);
  if (before) {
    const today = context.now.toISOString().slice(0, 10);
    return [
      `the newest change before that: ${sentenceOf(before, today)} --since ${before.at.slice(0, 10)} shows it`,
    ];
  }
  const near = suggestNames(target, ledger, context);
  return near.length > 0 ? [`did you mean ${near.join(", ")}?`] : [];
}
