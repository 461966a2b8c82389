import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { changeLines } from "./change-lines.ts";
import { evidenceLines } from "./evidence-lines.ts";
import type { Pen } from "./pen.ts";

/** The evidence behind the sentence, then every change, newest first. */
export function listView(answer: Answer, pen: Pen): readonly string[] {
  const { changes, counts, now } = answer;
  const told = changes.find((change) => whyHidden(change) === undefined);
  const evidence = told === undefined ? [] : evidenceLines(told, pen, "  ");
  if (changes.length === 0) return [];
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
  ];
}
