import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { changeLines } from "./change-lines.ts";
import { evidenceLines } from "./evidence-lines.ts";
import type { Pen } from "./pen.ts";

/** The evidence behind the sentence, then every change, newest first. */
export function listView(answer: Answer, pen: Pen): readonly string[] {
  const { changes, counts } = answer;
  const told = changes.find((change) => whyHidden(change) === undefined) ?? changes[0];
  if (!told) return [];
  const resources = new Set(
    changes.map(({ resource }) => JSON.stringify([resource.kind, resource.name, resource.cluster])),
  );
  const evidence = evidenceLines(told, pen, "  ");
  const total = counts.shown < counts.changes ? ` of ${String(counts.changes)}` : "";
  return [
    ...(evidence.length > 0 ? [pen.paint("quiet", "How we know"), ...evidence, ""] : []),
    pen.paint(
      "quiet",
      `${String(counts.shown)}${total} ${counts.shown === 1 && total === "" ? "change" : "changes"}, newest first`,
    ),
    ...changeLines(changes, pen, {
      now: answer.now,
      withResource: resources.size > 1,
      indent: "  ",
    }),
  ];
}

/** `5 changes`. */
export function changesLabel(number: number): string {
  return counted(number, "change", "changes");
}
