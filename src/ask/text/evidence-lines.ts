import type { Change } from "../../core/change.ts";
import type { Evidence, Gap, Grade } from "../../core/evidence.ts";
import { fit } from "../neutralise.ts";
import { clean, type Pen, type Style } from "./pen.ts";
import { wrap } from "./wrap.ts";

const GRADES: Readonly<Record<Grade, Style>> = {
  proven: "good",
  inferred: "warning",
  claimed: "warning",
};

/** Why the answer names this actor, tool and origin, a line each: what a field says, then the field itself. */
export function evidenceLines(change: Change, pen: Pen, indent: string): readonly string[] {
  const { actor, behind, tool, origin, settings } = change;
  const before = settings.flatMap(({ beforeEvidence }) => beforeEvidence ?? []).slice(0, 1);
  const parts: readonly (readonly [string, readonly Evidence[]])[] = [
    ...actor.through.map(({ evidence }) => ["hop", evidence] as const),
    ["actor", actor.evidence],
    ...(actor.possibly ?? []).map(({ evidence }) => ["perhaps", evidence] as const),
    ...(behind?.through ?? []).map(({ evidence }) => ["hop", evidence] as const),
    ["behind", behind?.evidence ?? []],
    ["tool", tool.evidence.slice(0, tool.aiAgent === undefined ? 1 : 3)],
    ["origin", origin.evidence.slice(0, 1)],
    ["before", before],
  ];
  const gaps = [...actor.gaps, ...(behind?.gaps ?? [])];
  return [
    ...parts.flatMap(([about, list]) =>
      list.flatMap((one) => evidenceLine(about, one, pen, indent)),
    ),
    ...contradiction(change, pen, indent),
    ...gaps.flatMap((gap) => gapLines(gap, pen, indent)),
  ];
}

/** Both are shown, and which one counts. */
function contradiction({ tool }: Change, pen: Pen, indent: string): readonly string[] {
  if (tool.contradicted === undefined) return [];
  const says = `not believed: the caller claims to be ${tool.contradicted}, a field that AWS writes says otherwise`;
  return evidenceLine(
    "tool",
    { field: "userAgent", value: tool.contradicted, grade: "claimed", says },
    pen,
    indent,
  );
}

const GRADE = 10;
const ABOUT = 8;

const NARROW = 80;

export function evidenceLine(
  about: string,
  evidence: Evidence,
  pen: Pen,
  indent: string,
): readonly string[] {
  const { grade, field, value, says } = evidence;
  const label = `${grade.padEnd(GRADE)}${about.padEnd(ABOUT)}`;
  const blank = indent + " ".repeat(label.length);
  const where = clean(lastParts(field));
  const [first = "", ...rest] =
    pen.width < NARROW
      ? wrap(`${clean(says)} (${where})`, pen.width, blank)
      : [blank + fit(`${clean(says)}: ${where} = ${clean(value)}`, pen.width - blank.length)];
  const painted = `${pen.paint(GRADES[grade], grade)}${pen.paint("quiet", label.slice(grade.length))}`;
  return [`${indent}${painted}${first.slice(blank.length)}`, ...rest];
}

/** `sessionIssuer.userName`: enough to recognise a field by; `explain` shows whole paths. */
function lastParts(field: string): string {
  return field.split(".").slice(-2).join(".");
}

export function gapLines({ unknown, missing }: Gap, pen: Pen, indent: string): readonly string[] {
  const label = "unknown".padEnd(GRADE);
  const text = clean(`${unknown}; would tell: ${missing}`);
  const lines = wrap(text, pen.width, indent + " ".repeat(GRADE), indent + label);
  return lines.map((line) => pen.paint("warning", line));
}
