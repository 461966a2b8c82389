import type { Change } from "../core/change.ts";
import { possiblyOf, sentenceOf } from "../core/sentence.ts";
import { clauseOfEffect } from "../core/effect-clause.ts";
import { isRollback } from "../core/rollbacks.ts";
import { clock, isChange, sentenceOfVerdict } from "../core/sentence-of-verdict.ts";
import { tellStory } from "../core/tell-story.ts";
import type { Verdict } from "../core/verdict.ts";
import { sameHand } from "./same-hand.ts";
import type { ToldEffects } from "./told-effects.ts";

/** What an answer leads with. */
export interface Lead {
  readonly sentence: string;
  /** The change that the sentence is about; absent where it is about what ECS did by itself. */
  readonly change?: Change;
  /** On what happened at the moment asked about, or last, where that is known. */
  readonly verdict?: Verdict;
}

/** What there is to lead with. */
export interface Leads {
  /** The effective changes, oldest first. */
  readonly changes: readonly Change[];
  readonly told: ToldEffects;
  /** The moment that was asked about, where one was. */
  readonly at?: string;
  readonly today: string;
}

/**
 * The sentence to begin with: the newest change, or what led to what happened at the moment asked about; but where ECS did
 * something by itself after the newest change, that nobody called an API.
 */
export function leadWith({ changes, told, at, today }: Leads): Lead | undefined {
  const newest = changes.at(-1);
  const verdict = headOf(pick(told.verdicts, at, newest), told.verdicts);
  const cause = verdict?.cause;
  const unknown = verdict || newest ? undefined : told.verdicts.findLast(isEnding);
  if (unknown) return { sentence: sentenceOfVerdict(unknown, today), verdict: unknown };
  if (verdict && cause?.kind !== "change") {
    const story = tellStory(verdict, told.effects, today);
    const how = story === "" ? "" : ` How it came: ${story}`;
    return { sentence: sentenceOfVerdict(verdict, today) + how, verdict };
  }
  const change = cause?.kind === "change" ? (known(cause.change, changes) ?? cause.change) : newest;
  if (!change) return undefined;
  return {
    change,
    ...(verdict && { verdict }),
    sentence:
      sentenceOf(change, today) +
      possiblyOf(change) +
      sameHand(change, changes.toReversed()) +
      causedBy(change, told, today),
  };
}

function known(change: Change, changes: readonly Change[]): Change | undefined {
  return changes.find(({ eventID }) => eventID === change.eventID);
}

/** An effect within this long of the moment asked about is what the asker saw. */
const NEAR_MS = 10 * 60_000;

function pick(
  verdicts: readonly Verdict[],
  at: string | undefined,
  newest: Change | undefined,
): Verdict | undefined {
  const telling = verdicts.filter((verdict) => verdict.cause !== undefined && isEnding(verdict));
  if (at === undefined) {
    const last = telling.at(-1);
    const isLater = last !== undefined && (newest === undefined || last.subject.at > newest.at);
    return isLater ? last : undefined;
  }
  const distance = ({ subject }: Verdict): number =>
    Math.abs(Date.parse(subject.at) - Date.parse(at));
  const [nearest] = telling
    .filter((verdict) => distance(verdict) <= NEAR_MS)
    .toSorted((one, other) => distance(one) - distance(other));
  return nearest;
}

/** A task that a rollback took along is told by the rollback. */
function headOf(verdict: Verdict | undefined, all: readonly Verdict[]): Verdict | undefined {
  const deployer = verdict?.chain.find(isChange);
  if (verdict?.rule !== ROLLED_BACK || deployer === undefined) return verdict;
  const told = all.find(
    ({ rule, chain, subject }) =>
      rule === ROLLED_BACK &&
      isRollback(subject) &&
      chain.find(isChange)?.eventID === deployer.eventID,
  );
  return told ?? verdict;
}

const ROLLED_BACK = "rolled-back";

/** What people see: something ended, or was rolled back. */
function isEnding({ subject }: Verdict): boolean {
  const { state, reading } = subject;
  return (
    /^(?:STOPPED|FAILED|ROLLBACK)/.test(state) ||
    reading?.family === "tasks-stopped" ||
    (reading?.family.startsWith("deployment-roll") ?? false)
  );
}

/** What ECS did because of a change, as one more sentence. */
function causedBy(change: Change, { verdicts }: ToldEffects, today: string): string {
  const caused = verdicts.filter(
    ({ cause, subject }) =>
      cause?.kind === "change" &&
      cause.change.eventID === change.eventID &&
      subject.kind !== "service-event",
  );
  const [first] = caused;
  const last = caused.at(-1);
  if (!first || !last) return "";
  const [from, to] = [clock(first.subject.at, today), clock(last.subject.at, today)];
  const when = from === to ? `at ${from}` : `from ${from} to ${to}`;
  const isSure = caused.every(({ confidence }) => confidence === "proven");
  const because = isSure ? "Because of it" : "Most likely because of it";
  return ` ${because}, ${when}: ${whatOf(caused)}.`;
}

/** `4 tasks of checkout in prod stopped`; one alone, or things of several kinds, by the first. */
function whatOf(caused: readonly Verdict[]): string {
  const [first] = caused;
  if (!first) return "";
  const { kind, state, resource } = first.subject;
  const clause = clauseOfEffect(first.subject);
  const isAlike = caused.every(({ subject }) => subject.kind === kind && subject.state === state);
  if (caused.length === 1) return clause;
  if (!isAlike || kind !== "task") return `${clause}; and ${String(caused.length - 1)} more`;
  const [, deed = "ended"] = / (stopped|ran|began to stop)$/.exec(clause) ?? [];
  const whose = resource.service === undefined ? "" : ` of ${resource.service}`;
  const where = resource.cluster === undefined ? "" : ` in ${resource.cluster}`;
  return `${String(caused.length)} tasks${whose}${where} ${deed}`;
}
