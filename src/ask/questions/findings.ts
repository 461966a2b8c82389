import { OperatorError } from "../../core/errors.ts";
import { SEVERITIES, type Finding, type Severity } from "../../core/finding.ts";
import type { Answer } from "../answer.ts";
import { counted } from "../choose.ts";
import { FILTER_PARAMETERS, readFilters, selectorOf } from "../filters.ts";
import { findFindings } from "../find-findings.ts";
import {
  checkMaterial,
  needWindow,
  readFlag,
  readInteger,
  readList,
  readText,
  readWindow,
  WINDOW_PARAMETERS,
} from "../parameters.ts";
import { defineQuestion, type Arguments } from "../question.ts";
import { readChanges, recordFilter } from "../read-changes.ts";
import { coverageOf, lookedAt, windowPhrase } from "../seen.ts";
import { operationsFor } from "../operations.ts";

const DEFAULT_SINCE = "24h";
const DEFAULT_LIMIT = 100;

export const findings = defineQuestion({
  name: "findings",
  summary: "What deserves a look, worst first: rules and detectors over the last 24 hours",
  parameters: [
    {
      name: "material",
      summary:
        "Files, folders, globs or - to read instead of AWS; then the findings are about all they hold",
      type: "list",
      positional: true,
      optional: true,
      placeholder: "file",
    },
    ...WINDOW_PARAMETERS,
    {
      name: "rule",
      summary: "Only findings of these rules and detectors: scale-to-zero",
      type: "list",
      optional: true,
      placeholder: "id",
    },
    {
      name: "severity",
      summary: "Only findings that are at least this severe",
      type: "text",
      optional: true,
      choices: SEVERITIES.toReversed(),
    },
    ...FILTER_PARAMETERS,
    {
      name: "limit",
      summary: "Show at most this many findings, the worst ones; 0 shows all",
      type: "integer",
      optional: true,
      placeholder: "number",
      default: String(DEFAULT_LIMIT),
    },
    {
      name: "all",
      summary: "Show suppressed findings too",
      type: "flag",
      optional: true,
    },
  ],
  examples: [
    { command: "findings", tells: "what deserves a look in the last 24 hours" },
    {
      command: "findings --since 7d --severity high",
      tells: "the worst of a week",
    },
    {
      command: "findings ./AWSLogs/ --output sarif",
      tells: "for a code-scanning view, from a trail's files",
    },
    {
      command: "findings --rule scale-to-zero --fail-on high",
      tells: "for pipelines: exit code 1 where a service was scaled to zero",
    },
  ],

  needs(args, now) {
    checkMaterial(args);
    readFilters(args);
    readBar(args);
    const selector = selectorOf(args);
    return {
      ...needWindow(readWindow(args, now, DEFAULT_SINCE), now),
      actions: operationsFor({ named: readList(args, "action") }),
      ...(selector === undefined ? { globally: "Username=root" } : { selector }),
    };
  },

  ask(args, ledger, context) {
    const window = readWindow(args, context.now, DEFAULT_SINCE);
    const filters = readFilters(args);
    const wanted = {
      window,
      filters,
      withReads: false,
      about: () => true,
      book: context.book,
      names: context.names,
    };
    const told = readChanges(ledger, wanted);
    const found = findFindings({ ledger, window, filters, context, changes: told });
    const isWanted = fitting(args);
    const fit = [...found.findings, ...(readFlag(args, "all") ? found.suppressed : [])].filter(
      isWanted,
    );
    const limit = readInteger(args, "limit", DEFAULT_LIMIT);
    const shown = limit === 0 ? fit : fit.slice(0, limit);
    const behind = new Set(shown.flatMap(({ eventIDs }) => eventIDs));
    const changes = found.changes.filter(({ eventID }) => behind.has(eventID)).toReversed();
    const coverage = coverageOf(ledger, window, context.coverage);
    return {
      question: "findings",
      view: "findings",
      sentence: summary(fit, windowPhrase(window, context.now), coverage),
      changes,
      findings: shown,
      coverage,
      notes: [
        ...(shown.length < fit.length
          ? [
              `${counted(fit.length - shown.length, "finding is", "findings are")} not shown; --limit 0 shows all`,
            ]
          : []),
        ...found.notes,
      ],
      counts: {
        changes: told.filter(filters.fits).length,
        shown: changes.length,
        refused: told.filter(({ outcome }) => outcome.kind === "refused").length,
        reads:
          ledger.count(recordFilter({ ...wanted, withReads: true })) -
          ledger.count(recordFilter(wanted)),
        unreadable: context.unreadable.length,
      },
      unreadable: context.unreadable,
      window: { from: window.from, to: window.to },
      now: context.now.toISOString(),
    } satisfies Answer;
  },
});

/** @throws OperatorError `bad-argument` for a severity that is none. */
function readBar(args: Arguments): Severity {
  const typed = readText(args, "severity") ?? "info";
  const bar = SEVERITIES.find((one) => one === typed);
  if (bar !== undefined) return bar;
  throw new OperatorError("bad-argument", `--severity ${JSON.stringify(typed)} is none.`, {
    hint: `Write one of: ${SEVERITIES.join(", ")}`,
  });
}

function fitting(args: Arguments): (finding: Finding) => boolean {
  const ids = readList(args, "rule");
  const bar = SEVERITIES.indexOf(readBar(args));
  return ({ id, severity }) =>
    SEVERITIES.indexOf(severity) <= bar && (ids.length === 0 || ids.includes(id));
}

function summary(found: readonly Finding[], when: string, coverage: Answer["coverage"]): string {
  if (found.length === 0) return `No rule found anything ${when}. ${lookedAt(coverage)}`;
  const counts = SEVERITIES.flatMap((severity) => {
    const many = found.filter((one) => one.severity === severity).length;
    return many === 0 ? [] : [`${String(many)} ${severity}`];
  });
  return `${counted(found.length, "finding", "findings")} ${when}: ${counts.join(", ")}.`;
}
