import type { Answer } from "../ask/answer.ts";
import type { ArgumentValue, Need } from "../ask/question.ts";
import type { Coverage } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import type { Unreadable } from "../core/parse-records.ts";
import { sentenceOf } from "../core/sentence.ts";
import { ingest, type IngestStep } from "../ingest/ingest.ts";
import type { PlanEstimate, ReadRequest } from "../ingest/source.ts";
import { askOnce, type AskedOnce } from "./ask-once.ts";
import type { Material, NamedSource } from "./material.ts";
import { cost } from "./plan-text.ts";
import { startProgress, type Progress } from "./progress.ts";
import type { Surroundings } from "./surroundings.ts";

/** What reading brought besides records. */
export interface Seen {
  readonly coverage: Coverage[];
  readonly unreadable: Unreadable[];
  readonly plans: PlanEstimate[];
  /** What each source brought, by its label. */
  readonly places: Map<string, { added: number; requests: number }>;
  requests: number;
  added: number;
}

export function nothingSeen(): Seen {
  return { coverage: [], unreadable: [], plans: [], places: new Map(), requests: 0, added: 0 };
}

/** How the user wants it read. */
export interface ReadingLimits {
  readonly maxRequests?: number;
  readonly rate?: number;
  readonly dryRun?: boolean;
}

/** So many account-regions are read side by side: each waits for its own quota most of the time. */
const SIDE_BY_SIDE = 64;

/**
 * Reads what a question needs into the ledger, all sources side by side, and adds to `seen` what could and could not be
 * seen. One source that fails does not stop the others: its coverage says what is missing. While a slow source is read,
 * each hit is told on standard error as it comes.
 *
 * @param soFar the answer from what the ledger holds now.
 * @throws OperatorError where no source could be read at all; the signal's reason when the user interrupts.
 */
export async function readMaterial(
  material: Material,
  need: Need,
  surroundings: Surroundings,
  seen: Seen,
  soFar: (() => Answer) | undefined,
): Promise<void> {
  if (need.eventID !== undefined && material.ledger.raw(need.eventID) !== undefined) return;
  const { from, to } = need.window;
  seen.coverage.push(...material.unreached.map((part) => ({ ...part, from, to })));
  const progress = startProgress(surroundings);
  const asked = soFar && askOnce(soFar);
  const reading: Reading = { material, need, surroundings, seen, progress, asked, told: new Set() };
  const failures: OperatorError[] = [];
  const waiting = material.sources.filter(
    ({ isGlobal }) => !isGlobal || need.globally !== undefined,
  );
  const expected = waiting.filter(({ isGlobal }) => !isGlobal).length;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const failure = await readSource(next, reading);
      if (failure !== undefined && !next.isGlobal) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, waiting.length) }, work));
  progress.end();
  surroundings.signal.throwIfAborted();
  const [first] = failures;
  if (first !== undefined && failures.length === expected) throw first;
}

interface Reading {
  readonly material: Material;
  readonly need: Need;
  readonly surroundings: Surroundings;
  readonly seen: Seen;
  readonly progress: Progress;
  readonly asked: AskedOnce | undefined;
  readonly told: Set<string>;
}

/** Reads one source; returns the operator's error that ended it, after telling it in coverage. */
async function readSource(
  named: NamedSource,
  reading: Reading,
): Promise<OperatorError | undefined> {
  const { material, need, surroundings, progress } = reading;
  const request = {
    window: need.window,
    now: material.now,
    signal: surroundings.signal,
    ...material.limits,
    ...(named.isGlobal ? globalPart(need) : localPart(need, reading)),
  };
  try {
    for await (const step of ingest(named.source, material.ledger, request)) {
      take(step, named, reading);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    reading.seen.coverage.push(unseen(error, named, reading));
    return error;
  } finally {
    progress.done(named.label);
  }
}

/** What is asked of every account and region. */
function localPart(need: Need, reading: Reading): Partial<ReadRequest> {
  const { eventID, selector, actions, everything } = need;
  const { account, region } = reading.material.args;
  return {
    ...narrowed("accounts", account),
    ...narrowed("regions", region),
    ...(eventID !== undefined && { eventID }),
    ...(selector !== undefined && { selector }),
    ...(actions && { actions }),
    ...(everything !== undefined && { everything }),
    ...(need.newestSettles && stopEarly(reading)),
  };
}

/** A source of many accounts and regions need not read those that were not asked about. */
function narrowed(name: "accounts" | "regions", value: ArgumentValue | undefined) {
  const typed = typeof value === "string" ? [value] : typeof value === "object" ? value : [];
  const list = typed.flatMap((text) => text.toLowerCase().split(","));
  return list.length === 0 ? {} : { [name]: list };
}

/** What is asked of each account's home region besides. */
function globalPart({ globally }: Need): Partial<ReadRequest> {
  return globally === undefined ? {} : { selector: globally };
}

/** A plan of fewer requests is over before it is read. */
const WORTH_TELLING = 20;

function take(step: IngestStep, { label }: NamedSource, reading: Reading): void {
  const { seen, progress, asked, told } = reading;
  if (step.added > 0) asked?.forget();
  seen.coverage.push(...step.coverage);
  seen.unreadable.push(...step.unreadable);
  const brought = seen.places.get(label) ?? { added: 0, requests: 0 };
  seen.places.set(label, brought);
  for (const sum of [seen, brought]) {
    sum.requests += step.requests;
    sum.added += step.added;
  }
  if (step.plan) {
    seen.plans.push(step.plan);
    if (step.plan.requests > WORTH_TELLING)
      progress.found(`${label}: ${step.plan.plan}, ${cost(step.plan)}`);
  }
  if (step.progress !== undefined) progress.say(label, step.progress);
  // Only AWS makes one wait so long that a first hit is worth asking again for.
  if (step.requests > 0 && step.added > 0 && asked) tellFound(asked.soFar(), told, progress);
}

/** What tells a source that the newest hit settles the question, and whether its value before is still to be seen. */
function stopEarly({ asked }: Reading): Pick<ReadRequest, "settledAt" | "earlierOf"> {
  if (!asked) return {};
  const { soFar } = asked;
  return {
    settledAt: () => soFar().changes[0]?.at,
    earlierOf: () => {
      const newest = soFar().changes[0];
      const isUnseen = newest?.settings.some(
        ({ before, momentary }) => before === undefined && !momentary,
      );
      return isUnseen ? newest?.eventName : undefined;
    },
  };
}

const TOLD_AT_ONCE = 5;

/** Each new hit is told once; the answer at the end knows more about each. */
function tellFound(answer: Answer, told: Set<string>, progress: Progress): void {
  const fresh = answer.changes.filter(({ eventID }) => !told.has(eventID));
  for (const change of fresh.slice(0, TOLD_AT_ONCE)) progress.found(`found: ${sentenceOf(change)}`);
  for (const { eventID } of fresh) told.add(eventID);
}

function unseen(
  error: OperatorError,
  { source, place }: NamedSource,
  { need, material }: Reading,
): Coverage {
  const isDenied = error.code === "access-denied" || error.code.includes("credentials");
  const hint = error.hint === undefined ? "" : ` ${error.hint}`;
  const now = material.now.toISOString();
  return {
    account: place?.account ?? place?.name ?? "",
    region: place?.region ?? "",
    source: source.uri,
    selector: "every change",
    state: isDenied ? "denied" : "unreachable",
    from: need.window.from,
    to: need.window.to < now ? need.window.to : now,
    note: `${error.message}${hint}`,
  };
}
