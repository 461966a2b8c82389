import { createHash } from "node:crypto";
import type {
  Brief,
  BriefChange,
  BriefCoverage,
  BriefEffect,
  BriefEvidence,
  BriefField,
  BriefFinding,
  BriefGap,
} from "./brief.ts";

/**
 * The answer as text. Our own words stand at the beginning of lines; all of it lies between two lines with a mark that is
 * made from the text itself, so that nobody whose words are in it could have written the closing one.
 */
export function briefText(brief: Brief): string {
  const body = bodyLines(brief).join("\n");
  const mark = createHash("sha256").update(body).digest("hex").slice(0, 10);
  return `${brief.dataFromRecords} It ends at the line [end ${mark}].\n[data ${mark}]\n${body}\n[end ${mark}]`;
}

function bodyLines(brief: Brief): readonly string[] {
  const { changes, counts } = brief;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["needs a look:", brief.findings.map(findingLine)],
    [`changes (${String(counts.changes)} in all):`, changes.map(changeLine)],
    ["what ECS did:", brief.effects.map(effectLine)],
    ["how we know:", brief.evidence.map(evidenceLine)],
    ["fields:", brief.fields.map(fieldLine)],
    ["NOT known:", brief.gaps.map(gapLine)],
    ["looked at:", brief.coverage.map(coverageLine)],
    ["notes:", brief.notes.map((note) => `- ${note}`)],
  ];
  return [
    brief.sentence,
    ...rows.flatMap(([title, lines]) => (lines.length === 0 ? [] : [title, ...lines])),
    ...moreLine(brief),
  ];
}

export function findingLine({ severity, id, message, eventIDs }: BriefFinding): string {
  return `- ${severity} ${id}: ${message} [${eventIDs.join(", ")}]`;
}

export function changeLine(change: BriefChange): string {
  const { id, at, where, what, done, by, grade, how, settings, more, until } = change;
  const also = more === undefined ? "" : `; ${String(more)} more like it, to ${until ?? ""}`;
  const set = settings === undefined ? "" : `; ${settings}`;
  return `- ${at} ${where}: ${what}: ${done} by ${by} [${grade ?? "nobody named"}] ${how}${set}${also} [${id}]`;
}

export function effectLine({ id, at, what, why, more }: BriefEffect): string {
  const also = more === undefined ? "" : `; ${String(more)} more like it`;
  return `- ${at} ${what}; ${why}${also} [${id}]`;
}

export function evidenceLine({ about, grade, says, field, value }: BriefEvidence): string {
  return `- ${grade} ${about}: ${says}: ${field} = ${value}`;
}

export function fieldLine({ field, value, says, grade }: BriefField): string {
  const meaning = says === "" ? "" : ` (${says}${grade === undefined ? "" : `; ${grade}`})`;
  return `- ${field} = ${value}${meaning}`;
}

function gapLine({ unknown, missing }: BriefGap): string {
  return `- ${unknown}; would tell: ${missing}`;
}

function coverageLine({ places, source, state, from, to, note }: BriefCoverage): string {
  return `- ${state}: ${places}: ${source} ${from} to ${to}${note === undefined ? "" : ` (${note})`}`;
}

function moreLine({ left, cursor }: Brief): readonly string[] {
  if (cursor === undefined) return [];
  const told = Object.entries(left).filter(([, number]) => number > 0);
  const what = told.map(([name, number]) => `${String(number)} ${name}`).join(", ");
  return [`more: ${what}; the same parameters with cursor ${cursor}`];
}
