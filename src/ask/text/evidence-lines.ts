import type { Change } from "../../core/change.ts";
import type { Evidence, Grade } from "../../core/evidence.ts";
import { fit } from "../neutralise.ts";
import { clean, type Pen, type Style } from "./pen.ts";
import { wrap } from "./wrap.ts";

const GRADES: Readonly<Record<Grade, Style>> = {
  proven: "good",
  inferred: "warning",
  claimed: "warning",
};

/** Why the answer names this actor, tool and origin: one line each, and what could not be known. */
export function evidenceLines(change: Change, pen: Pen, indent: string): readonly string[] {
  const before = change.settings.flatMap(({ beforeEvidence }) => beforeEvidence ?? []).slice(0, 1);
  const parts: readonly (readonly [string, readonly Evidence[]])[] = [
    ["actor", change.actor.evidence],
    ["tool", change.tool.evidence.slice(0, 1)],
    ["origin", change.origin.evidence.slice(0, 1)],
    ["before", before],
  ];
  const known = parts.flatMap(([about, list]) =>
    list.map((evidence) => evidenceLine(about, evidence, pen, indent)),
  );
  const gaps = change.actor.gaps.flatMap(({ unknown, missing }) => {
    const head = `${indent}${"unknown".padEnd(GRADE)}`;
    return wrap(
      clean(`${unknown}: ${missing} would tell`),
      pen.width,
      `${indent}${" ".repeat(GRADE)}`,
      head,
    ).map((line) => pen.paint("warning", line));
  });
  return [...known, ...gaps];
}

const GRADE = 10;
const ABOUT = 8;

function evidenceLine(about: string, evidence: Evidence, pen: Pen, indent: string): string {
  const { grade, field, value, says } = evidence;
  const room = pen.width - indent.length - GRADE - ABOUT;
  const said = fit(`${clean(field)} = ${clean(value)}  (${clean(says)})`, room);
  const head = `${pen.paint(GRADES[grade], grade.padEnd(GRADE))}${pen.paint("quiet", about.padEnd(ABOUT))}`;
  return `${indent}${head}${said}`;
}
