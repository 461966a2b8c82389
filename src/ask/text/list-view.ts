import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { changeLines } from "./change-lines.ts";
import { effectLines, toldEffects } from "./effect-lines.ts";
import { evidenceLines } from "./evidence-lines.ts";
import type { Pen } from "./pen.ts";

/** The evidence behind the sentence, then every change, newest first. */
export function listView(answer: Answer, pen: Pen): readonly string[] {
  const { changes, counts, now } = answer;
  const told = changes.find((change) => whyHidden(change) === undefined);
  const evidence = told === undefined ? [] : evidenceLines(told, pen, "  ");
  const effects = toldEffects(answer).slice(-MOST_EFFECTS).toReversed();
  const did = effects.flatMap((one) => effectLines(one, pen, "  "));
  const part = did.length === 0 ? [] : [pen.paint("accent", "What ECS did, newest first"), ...did];
  if (changes.length === 0) return part;
  const shown = counted(counts.shown, "call", "calls");
  const total = counted(counts.changes, "change", "changes");
  const title =
    counts.shown === counts.changes
      ? `${total}, newest first`
      : `${shown} of ${total}, newest first`;
  return [
    ...(evidence.length > 0 ? [pen.paint("accent", "How we know"), ...evidence, ""] : []),
    pen.paint("accent", title),
    ...changeLines(changes, now, pen),
    ...(part.length === 0 ? [] : ["", ...part]),
  ];
}

const MOST_EFFECTS = 10;
