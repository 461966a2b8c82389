import type { Change } from "../../core/change.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { Finding } from "../../core/finding.ts";
import type { Answer } from "../answer.ts";
import { choose, counted } from "../choose.ts";
import { FILTER_PARAMETERS, readFilters, selectorOf, type Filters } from "../filters.ts";
import { findFindings } from "../find-findings.ts";
import {
  checkMaterial,
  limitParameter,
  needWindow,
  readFlag,
  readInteger,
  readList,
  readWindow,
  type Window,
  ALL_PARAMETER,
  WINDOW_PARAMETERS,
} from "../parameters.ts";
import { operationsFor } from "../operations.ts";
import { defineQuestion } from "../question.ts";
import { ECS, readChanges, recordFilter, type Wanted } from "../read-changes.ts";
import { coverageOf, lookedAt, sightOf, windowPhrase } from "../seen.ts";

const DEFAULT_SINCE = "24h";
const DEFAULT_LIMIT = 500;

export const audit = defineQuestion({
  name: "audit",
  summary:
    "Who did what to every cluster: the report of the last 24 hours, what needs a look at the top",
  parameters: [
    {
      name: "material",
      summary:
        "Files, folders, globs or - to read instead of AWS; then the report is about all they hold",
      type: "list",
      positional: true,
      optional: true,
      placeholder: "file",
    },
    ...WINDOW_PARAMETERS,
    ...FILTER_PARAMETERS,
    limitParameter(DEFAULT_LIMIT),
    ALL_PARAMETER,
  ],
  examples: [
    { command: "audit", tells: "who did what in the last 24 hours" },
    { command: "audit --since 7d --actor jane", tells: "what Jane did in a week" },
    { command: "audit ./AWSLogs/", tells: "the same about a trail's files" },
    {
      command: "audit --fail-on high",
      tells: "the same, with exit code 1 where a finding is high or worse",
    },
  ],

  needs(args, now) {
    checkMaterial(args);
    readFilters(args);
    const selector = selectorOf(args);
    return {
      ...needWindow(readWindow(args, now, DEFAULT_SINCE), now),
      actions: operationsFor({ named: readList(args, "action") }),
      everything: readFlag(args, "all"),
      // A root user signs in globally, wherever the rest of the story is.
      ...(selector === undefined ? { globally: "Username=root" } : { selector }),
    };
  },

  ask(args, ledger, context) {
    const window = readWindow(args, context.now, DEFAULT_SINCE);
    const filters = readFilters(args);
    const all = readFlag(args, "all");
    const wanted: Wanted = {
      window,
      filters,
      withReads: all,
      about: () => true,
      book: context.book,
      names: context.names,
    };
    const told = readChanges(ledger, wanted);
    const fitting = told.filter(filters.fits);
    const reads = all
      ? fitting.filter(({ nature }) => nature !== "mutating").length
      : ledger.count(recordFilter({ ...wanted, withReads: true })) -
        ledger.count(recordFilter(wanted));
    const limit = readInteger(args, "limit", DEFAULT_LIMIT);
    const choice = choose(fitting, { all, limit, reads });
    const found = findFindings({ ledger, window, filters, context, changes: told });
    const coverage = coverageOf(ledger, window, context.coverage);
    const when = windowPhrase(window, context.now);
    return {
      question: "audit",
      view: "report",
      sentence: summary(choice.effective, found.findings, when, { filters, coverage }),
      changes: choice.shown.toReversed(),
      findings: found.findings,
      coverage,
      notes: [...choice.notes, ...found.notes, ...otherServices(ledger, window, filters)],
      counts: { ...choice.counts, unreadable: context.unreadable.length },
      unreadable: context.unreadable,
      window: { from: window.from, to: window.to },
      now: context.now.toISOString(),
    } satisfies Answer;
  },
});

function summary(
  effective: readonly Change[],
  findings: readonly Finding[],
  when: string,
  { filters, coverage }: { readonly filters: Filters; readonly coverage: Answer["coverage"] },
): string {
  const by = filters.typed === "" ? "" : ` that fit ${filters.typed}`;
  if (effective.length === 0) {
    return `No record${by.replace("fit", "fits")} says that anything in ECS was changed ${when}${findings.length > 0 ? `; ${look(findings)}` : ""}. ${lookedAt(coverage)}`;
  }
  const actors = new Set(effective.map(({ actor }) => actor.name)).size;
  const accounts = new Set(effective.map(({ account }) => account)).size;
  const regions = new Set(effective.map(({ region }) => region)).size;
  const blind = coverage.some((part) => sightOf(part) === "none")
    ? " NOT everything could be seen: see below."
    : "";
  return `${counted(effective.length, "change", "changes")}${by} by ${counted(actors, "actor", "actors")} in ${counted(accounts, "account", "accounts")} and ${counted(regions, "region", "regions")} ${when}; ${look(findings)}.${blind}`;
}

/** What is low or merely worth knowing needs no look today. */
function look(findings: readonly Finding[]): string {
  const urgent = findings.filter(({ severity }) => severity !== "low" && severity !== "info");
  return urgent.length === 0
    ? "nothing was flagged"
    : `${counted(urgent.length, "finding needs", "findings need")} a look`;
}

/** Material that holds no ECS at all should say what it does hold. */
function otherServices(ledger: Ledger, window: Window, filters: Filters): readonly string[] {
  const place = {
    from: window.from,
    to: window.to,
    ...(filters.accounts.length > 0 && { accounts: filters.accounts }),
    ...(filters.regions.length > 0 && { regions: filters.regions }),
  };
  const others = ledger.count(place) - ledger.count({ ...place, eventSources: ECS });
  return others > 0
    ? [
        `${counted(others, "record", "records")} of other AWS services in this window ${others === 1 ? "is" : "are"} not part of the report`,
      ]
    : [];
}
