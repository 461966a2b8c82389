import { isChange } from "../../core/sentence-of-verdict.ts";
import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { changeLines } from "./change-lines.ts";
import { effectLines, toldEffects } from "./effect-lines.ts";
import { evidenceLine, evidenceLines, gapLines } from "./evidence-lines.ts";
import type { Pen } from "./pen.ts";

/** The evidence behind the sentence, then every change, newest first. */
export function listView(answer: Answer, pen: Pen): readonly string[] {
  const { changes, counts, now } = answer;
  const evidence = evidenceOf(answer, pen);
  const effects = toldEffects(answer).slice(-MOST_EFFECTS).toReversed();
  const did = effects.flatMap((one) => effectLines(one, pen, "  "));
  const part = did.length === 0 ? [] : [pen.paint("accent", "What ECS did, newest first"), ...did];
  const shown = counted(counts.shown, "call", "calls");
  const total = counted(counts.changes, "change", "changes");
  const title =
    counts.shown === counts.changes
      ? `${total}, newest first`
      : `${shown} of ${total}, newest first`;
  const known = evidence.length > 0 ? [pen.paint("accent", "How we know"), ...evidence] : [];
  if (changes.length === 0) return [...known, ...(known.length > 0 ? [""] : []), ...part];
  return [
    ...(known.length > 0 ? [...known, ""] : []),
    pen.paint("accent", title),
    ...changeLines(changes, now, pen),
    ...(part.length === 0 ? [] : ["", ...part]),
  ];
}

const MOST_EFFECTS = 10;

/** The evidence of what the sentence is about: ECS's own words and who deployed, or the newest change. */
function evidenceOf({ lead, changes }: Answer, pen: Pen): readonly string[] {
  const told = changes.find((change) => whyHidden(change) === undefined);
  if (lead === undefined) return told === undefined ? [] : evidenceLines(told, pen, "  ");
  const { cause } = lead;
  const change = cause?.kind === "change" ? cause.change : lead.chain.find(isChange);
  return [
    ...lead.evidence.flatMap((one) => evidenceLine("cause", one, pen, "  ")),
    ...(change ? evidenceLines(change, pen, "  ") : []),
    ...lead.gaps.flatMap((gap) => gapLines(gap, pen, "  ")),
  ];
}
