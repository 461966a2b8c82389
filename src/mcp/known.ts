import type { Answer } from "../ask/answer.ts";
import { alikeCoverage } from "../ask/alike-coverage.ts";
import { placesOf } from "../ask/seen.ts";
import { whyHidden } from "../ask/choose.ts";
import type { Change } from "../core/change.ts";
import type { Coverage } from "../core/coverage.ts";
import type { Evidence, Gap } from "../core/evidence.ts";
import type { BriefCoverage, BriefEvidence, BriefGap } from "./brief.ts";
import { forAgents, valueForAgents } from "./for-agents.ts";

/** What the sentence was concluded from: of the verdict, or of the change that it tells. */
export function evidenceOf(answer: Answer): readonly BriefEvidence[] {
  if (answer.view === "record") return [];
  const [verdict] = answer.view === "verdict" ? (answer.verdicts ?? []) : [];
  if (verdict) {
    const ofCall = verdict.cause?.kind === "change" ? ofChange(verdict.cause.change) : [];
    return [...verdict.evidence.map((one) => lineOf("cause", one)), ...ofCall];
  }
  const told = answer.view === "list" ? toldChange(answer) : undefined;
  return told ? ofChange(told) : [];
}

function toldChange({ changes }: Answer): Change | undefined {
  return changes.find((change) => whyHidden(change) === undefined) ?? changes[0];
}

function ofChange({ actor, behind, tool, origin, settings }: Change): readonly BriefEvidence[] {
  const before = settings.flatMap(({ beforeEvidence }) => beforeEvidence ?? []).slice(0, 1);
  const parts: readonly (readonly [string, readonly Evidence[]])[] = [
    ["actor", actor.evidence.slice(0, 2)],
    ["hop", actor.through.flatMap(({ evidence }) => evidence).slice(0, 3)],
    ["perhaps", (actor.possibly ?? []).flatMap(({ evidence }) => evidence).slice(0, 2)],
    ["behind", (behind?.evidence ?? []).slice(0, 2)],
    ["tool", tool.evidence.slice(0, 1)],
    ["before", before],
    ["origin", origin.evidence.slice(0, 1)],
  ];
  return parts.flatMap(([about, list]) => list.map((one) => lineOf(about, one)));
}

function lineOf(about: string, { grade, says, field, value }: Evidence): BriefEvidence {
  return {
    about,
    grade,
    says: forAgents(says, 120),
    field: forAgents(field.split(".").slice(-2).join("."), 80),
    value: valueForAgents(field, value, 100),
  };
}

const MOST_GAPS = 5;

/** What could not be known about anything in the answer, each once. */
export function gapsOf({ changes, verdicts = [] }: Answer): readonly BriefGap[] {
  const all = [
    ...changes.flatMap(({ actor, behind }) => [...actor.gaps, ...(behind?.gaps ?? [])]),
    ...verdicts.flatMap(({ gaps }) => gaps),
  ];
  const once = new Map(all.map((gap) => [gap.unknown, gap]));
  const told = [...once.values()].slice(0, MOST_GAPS).map(gapRow);
  const more = once.size - told.length;
  return more > 0
    ? [
        ...told,
        { unknown: `${String(more)} more things`, missing: "explain each change by its id" },
      ]
    : told;
}

function gapRow({ unknown, missing }: Gap): BriefGap {
  return { unknown: forAgents(unknown, 160), missing: forAgents(missing, 160) };
}

const MOST_COVERAGE = 6;
/** Coverage with all places that were seen alike in one row. */
export function coverageRows(coverage: readonly Coverage[]): readonly BriefCoverage[] {
  const rows = alikeCoverage(coverage);
  const told = rows.slice(0, MOST_COVERAGE).map(coverageRow);
  const rest = rows.slice(MOST_COVERAGE);
  const [worst] = rest[0] ?? [];
  if (!worst) return told;
  const note = `${String(rest.length)} more rows of coverage like this or better; the resource tasktrail://coverage has all`;
  return [...told, { ...coverageRow(rest.flat()), note }];
}

function coverageRow(parts: readonly Coverage[]): BriefCoverage {
  const [{ source, state, note, from, to }] = parts as [Coverage];
  const known = parts.filter(({ account, region }) => account !== "" || region !== "");
  return {
    places: forAgents(known.length > 0 ? placesOf(known) : "not said by the source"),
    source: forAgents(source, 120),
    state,
    from: forAgents(from, 30),
    to: forAgents(to, 30),
    ...(note !== undefined && { note: forAgents(note, 200) }),
  };
}
