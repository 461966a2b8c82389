import { sentenceOf } from "../core/sentence.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { isKnown, newestBefore, suggestNames, type Found } from "./about-target.ts";
import { counted, whyHidden } from "./choose.ts";
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
  const { found, ledger, context, looked, deed } = nothing;
  const { target, window, filters } = found;
  if (found.fitting.length === 0 && !isKnown(target, ledger)) {
    const near = suggestNames(target, ledger, context);
    return {
      sentence: `No record names ${target.text}, as far as could be seen. ${looked}`,
      notes: near.length > 0 ? [`did you mean ${near.join(", ")}?`] : [],
    };
  }
  const by = filters.typed === "" ? "" : ` that fits ${filters.typed}`;
  const when = windowPhrase(window, context.now);
  return {
    sentence: `No record${by} says that ${target.text} ${deed} ${when}. ${looked}`,
    notes: nearestThing(nothing),
  };
}

/** What the verb left out: who asks for a restart wants to hear of a scale to zero too. */
export function otherChanges({ target, fitting, choice }: Found): readonly string[] {
  const effective = fitting.filter((change) => whyHidden(change) === undefined).length;
  const others = effective - choice.effective.length;
  return others > 0
    ? [
        `${counted(others, "other change", "other changes")} of ${target.text} in this window: who ${target.text}`,
      ]
    : [];
}

function nearestThing({ found, ledger, context }: Nothing): readonly string[] {
  const others = otherChanges(found);
  if (others.length > 0 || found.choice.counts.refused > 0) return others;
  const before = newestBefore(found, ledger, context);
  if (!before) return [];
  const today = context.now.toISOString().slice(0, 10);
  return [
    `the newest change before that: ${sentenceOf(before, today)} --since ${before.at.slice(0, 10)} shows it`,
  ];
}
