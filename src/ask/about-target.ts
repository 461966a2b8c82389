import type { Change } from "../core/change.ts";
import type { Ledger, RecordFilter } from "../ledger/ledger.ts";
import { choose, counted, type Choice } from "./choose.ts";
import { readFilters, type Filters } from "./filters.ts";
import { nearest } from "../core/nearest.ts";
import { readFlag, readInteger, readWindow, type Window } from "./parameters.ts";
import type { Arguments, AskContext } from "./question.ts";
import { decodeAll, ECS, readChanges, recordFilter, type Wanted } from "./read-changes.ts";
import { parseTarget, readingsOf, selectorsOf, type Reading, type Target } from "./target.ts";

/** What the ledger says about one target in one window. */
export interface Found {
  readonly target: Target;
  readonly window: Window;
  readonly filters: Filters;
  /** About the target and fitting the filters, oldest first, hidden ones too. */
  readonly fitting: readonly Change[];
  readonly choice: Choice;
  /** Which meanings of the name were found, and what that leaves out. */
  readonly notes: readonly string[];
}

/** How a question differs from the other. */
export interface Ways {
  readonly target: string;
  readonly since: string;
  readonly limit: number;
  /** Narrows further, after the filters. */
  readonly keep?: (change: Change) => boolean;
}

/**
 * Looks for a target in the ledger: in every meaning that its name can have.
 *
 * @throws OperatorError `bad-argument`.
 */
export function lookFor(args: Arguments, ledger: Ledger, context: AskContext, ways: Ways): Found {
  const target = parseTarget(ways.target);
  const window = readWindow(args, context.now, ways.since);
  const filters = readFilters(args);
  const all = readFlag(args, "all");
  const wanted = wantedFor(target, window, filters, all, context);
  const told = readChanges(ledger, wanted);
  const meanings = meaningsOf(target, told);
  const fitting = meanings.changes.filter(filters.fits);
  const kept = ways.keep === undefined ? fitting : fitting.filter(ways.keep);
  const limit = readInteger(args, "limit", ways.limit);
  const reads = all ? readsAmong(kept) : hiddenReads(ledger, wanted);
  const choice = choose(kept, { all, limit, reads });
  return { target, window, filters, fitting, choice, notes: meanings.notes };
}

function wantedFor(
  target: Target,
  window: Window,
  filters: Filters,
  withReads: boolean,
  { book, names }: AskContext,
): Wanted {
  return {
    window,
    filters: narrowPlace(filters, target),
    withReads,
    resources: selectorsOf(target),
    about: (change) => readingsOf(target, change).length > 0,
    book,
    names,
  };
}

function narrowPlace(filters: Filters, { account, region }: Target): Filters {
  return {
    ...filters,
    accounts: account === undefined ? filters.accounts : [account],
    regions: region === undefined ? filters.regions : [region],
  };
}

function readsAmong(changes: readonly Change[]): number {
  return changes.filter(({ nature }) => nature !== "mutating").length;
}

/** Counted by the ledger's columns: nobody waits for the decoding of what is not shown. */
function hiddenReads(ledger: Ledger, wanted: Wanted): number {
  return (
    ledger.count(recordFilter({ ...wanted, withReads: true })) - ledger.count(recordFilter(wanted))
  );
}

interface Meanings {
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
}

/**
 * A bare name may be a service, a cluster and a family at once. Registrations of a family that is called like the
 * service are kept out of the service's story, which they would crowd.
 */
function meaningsOf(target: Target, changes: readonly Change[]): Meanings {
  if (target.readings.length < 2) return { changes, notes: [] };
  const found = new Map<Reading, Change[]>();
  for (const change of changes) {
    for (const reading of readingsOf(target, change)) {
      const list = found.get(reading) ?? [];
      list.push(change);
      found.set(reading, list);
    }
  }
  const lived = [...found.keys()].filter(({ kind }) => kind === "service" || kind === "cluster");
  const family = [...found.keys()].find(({ kind }) => kind === "task-definition");
  const onlyFamily = (change: Change): boolean =>
    readingsOf(target, change).every(({ kind }) => kind === "task-definition");
  const leftOut = lived.length > 0 && family ? changes.filter(onlyFamily) : [];
  const out = new Set(leftOut);
  return {
    changes: changes.filter((change) => !out.has(change)),
    notes: [
      ...severalMeanings(target, found),
      ...(leftOut.length > 0
        ? [
            `${target.text} is a task definition family too: who task-definition/${target.text} tells of its ${counted(leftOut.length, "change", "changes")}`,
          ]
        : []),
    ],
  };
}

function severalMeanings(
  target: Target,
  found: ReadonlyMap<Reading, readonly Change[]>,
): readonly string[] {
  const services = new Set<string>();
  const kinds = new Set<string>();
  for (const [reading, changes] of found) {
    if (reading.kind !== "task-definition")
      kinds.add(reading.kind === "other" ? "something else" : reading.kind);
    if (reading.kind !== "service") continue;
    for (const { resource, related, account, region } of changes) {
      const service = [resource, ...related].find((one) => one.service === reading.name);
      services.add(`${service?.cluster ?? "?"} (${account} ${region})`);
    }
  }
  return [
    ...(kinds.size > 1
      ? [`${target.text} names a ${[...kinds].join(" and a ")}; all are shown`]
      : []),
    ...(services.size > 1
      ? [
          `${target.text} is a service in ${String(services.size)} places: ${[...services].slice(0, 5).join(", ")}; write cluster/${target.text}, --account or --region to choose`,
        ]
      : []),
  ];
}

/** The newest effective change about the target before the window, for answers that found nothing inside it. */
export function newestBefore(
  found: Pick<Found, "target" | "window" | "filters">,
  ledger: Ledger,
  context: AskContext,
): Change | undefined {
  const { target, window, filters } = found;
  const wanted = wantedFor(target, window, filters, false, context);
  const { from: _from, ...filter } = recordFilter(wanted);
  const before: RecordFilter = { ...filter, to: window.from, order: "newest", limit: SCANNED };
  return decodeAll(ledger.records(before), context.book).find(
    (change) => wanted.about(change) && change.outcome.kind === "accepted" && filters.fits(change),
  );
}

/** Whether the ledger has any record of it, also reads and those outside the window. */
export function isKnown(target: Target, ledger: Ledger): boolean {
  const [any] = ledger.records({ eventSources: ECS, resources: selectorsOf(target), limit: 1 });
  return any !== undefined;
}

/** How many of the newest ECS records are read to learn which names exist. */
const SCANNED = 2000;

/** Names near to one that is nowhere in the ledger. */
export function suggestNames(
  { text }: Target,
  ledger: Ledger,
  context: AskContext,
): readonly string[] {
  const names = new Set<string>();
  const newest = ledger.records({ eventSources: ECS, order: "newest", limit: SCANNED });
  for (const { resource, related } of decodeAll(newest, context.book)) {
    for (const { kind, name, cluster, service } of [resource, ...related]) {
      for (const one of [kind === "task" ? undefined : name, cluster, service]) {
        if (one !== undefined && one !== "") names.add(one.replace(/:\d+$/, ""));
      }
    }
  }
  const wanted = text.startsWith("arn:") ? (text.split("/").at(-1) ?? text) : text;
  const last = wanted.includes("/") ? wanted.slice(wanted.lastIndexOf("/") + 1) : wanted;
  names.delete(last);
  return nearest(last.replace(/:\d+$/, ""), names);
}
