import type { Change } from "./change.ts";
import { clauseOfEffect, labelOf } from "./effect-clause.ts";
import type { Effect } from "./effect.ts";
import { serviceOf } from "./of-service.ts";
import { isRollback } from "./rollbacks.ts";
import {
  deedOf,
  namedActor,
  relationOf,
  resourceLabel,
  sentenceOf,
  valueLabel,
} from "./sentence.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Why an effect happened, as sentences: "Task 924c… of checkout in prod stopped at 14:21:03Z: no one called an API; the load
 * balancer's health checks failed. A deployment was under way: …"
 *
 * Made of strings from records and from ECS, so hostile until rendered.
 */
export function sentenceOfVerdict(verdict: Verdict, today?: string): string {
  const { subject } = verdict;
  const what = `${headOf(verdict)} at ${clock(subject.at, today)}`;
  return [`${what}${whyOf(verdict, today)}`, ...besides(verdict, today)].join(" ");
}

/** A rollback is told as what became of the service, in whatever form ECS told of it. */
function headOf({ subject, cause, chain }: Verdict): string {
  const isBreaker = cause?.kind === "condition" && cause.condition === "circuit-breaker";
  if (!isBreaker || subject.kind === "task" || !isRollback(subject)) return clauseOfEffect(subject);
  const step = chain.find(isChange)?.settings.find(({ name }) => name === "taskDefinition");
  const to = typeof step?.before === "string" ? ` ${valueLabel(step.after)} → ${step.before}` : "";
  return `${labelOf(subject)} was rolled back${to}`;
}

function whyOf(verdict: Verdict, today: string | undefined): string {
  const { cause, confidence } = verdict;
  if (cause === undefined) return `; what made it happen is not known${lacks(verdict)}.`;
  if (cause.kind === "change") {
    const sure = confidence === "proven" ? "because" : "most likely because";
    return ` ${sure} ${causeSentence(cause.change, verdict.subject, today)}`;
  }
  const isSure = confidence === "proven" || !hasLookups(verdict);
  const nobody = isSure ? "no one called an API" : "no call that led to it was seen";
  const says = said(verdict, cause.says);
  return `: ${nobody}${says === "" ? "" : `; ${says}`}${isSure ? "" : lacks(verdict)}.`;
}

/** What the head of the sentence names is not named again. */
function causeSentence(change: Change, subject: Effect, today: string | undefined): string {
  const whole = sentenceOf(change, today);
  const { resource } = change;
  const label = resourceLabel(resource);
  if (!whole.startsWith(`${label} was `)) return whole;
  const isItself =
    resource.kind === subject.resource.kind && resource.name === subject.resource.name;
  const short =
    resource.kind === "task" && isItself
      ? "it"
      : isServiceOf(change, subject)
        ? "the service"
        : label;
  return `${short}${whole.slice(label.length)}`;
}

function isServiceOf({ resource }: Change, about: Effect): boolean {
  const service = serviceOf(about);
  return (
    resource.kind === "service" &&
    resource.name === service?.service &&
    resource.cluster === service.cluster
  );
}

/** Where the clause about the effect says it already, only ECS's reason; else also what ECS adds, shortly. */
function said({ subject, chain, cause }: Verdict, says: string): string {
  const own = subject.kind !== "task" && subject.reading?.says === says;
  const signs = [subject, ...chain.filter((one): one is Effect => !isChange(one)).toReversed()];
  const condition = cause?.kind === "condition" ? cause.condition : undefined;
  const reason = signs.find(
    ({ reading }) => reading?.condition === condition && reading?.reason !== undefined,
  );
  const text = REASONED.has(condition ?? "") ? cut(reason?.reading?.reason ?? "") : "";
  if (own) return text;
  return text === "" ? says : `${says} (${text})`;
}

/** Conditions of which ECS's own reason tells more than their name. */
const REASONED: ReadonlySet<string> = new Set([
  "failed-to-start",
  "health-check",
  "image-pull",
  "no-capacity",
]);

const LONGEST_REASON = 200;

function cut(text: string): string {
  const bare = text.replace(/[\s.]+$/, "");
  return bare.length > LONGEST_REASON ? `${bare.slice(0, LONGEST_REASON - 1)}…` : bare;
}

function hasLookups({ gaps }: Verdict): boolean {
  return gaps.some(({ lookups = [] }) => lookups.length > 0);
}

function lacks({ gaps }: Verdict): string {
  const [gap] = gaps;
  return gap === undefined ? "" : ` (unknown: ${gap.unknown}; would tell: ${gap.missing})`;
}

/** Who deployed what failed, what else changed just before, and the latest change: each in its place, none as the cause. */
function besides(verdict: Verdict, today: string | undefined): readonly string[] {
  const { cause, chain, context, suspects = [], subject, gaps } = verdict;
  if (cause?.kind === "change") {
    return gaps.map(({ unknown, missing }) => `Not certain: ${unknown} (would tell: ${missing}).`);
  }
  const deployer = chain.find(isChange);
  const isBreaker = cause?.condition === "circuit-breaker";
  const label = isBreaker ? "The deployment that failed" : "A deployment was under way";
  const possible = suspects.map(
    ({ change, why }) => `${tellShortly(change, undefined, today)} (${why})`,
  );
  return [
    ...(deployer ? [`${label}: ${tellShortly(deployer, subject, today)}.`] : []),
    ...(possible.length > 0
      ? [`Changed just before, and perhaps the reason (inferred): ${possible.join("; ")}.`]
      : []),
    ...(context ? [contextPhrase(context, subject, today)] : []),
  ];
}

function contextPhrase(context: Change, subject: Effect, today: string | undefined): string {
  if (serviceOf(subject) === undefined) {
    return `The task was ${deedAndHand(context)} at ${clock(context.at, today)}.`;
  }
  return `The latest change before it (context, not the cause): ${tellShortly(context, subject, today)}.`;
}

/** `deployed api:41 → api:42 at 14:18:02Z by GitHub Actions (acme/api, run …)`; the thing only where it is another one. */
function tellShortly(change: Change, about: Effect | undefined, today: string | undefined): string {
  const what = about && isServiceOf(change, about) ? "" : `${resourceLabel(change.resource)} was `;
  return `${what}${deedOf(change)} at ${clock(change.at, today)} by ${handOf(change)}`;
}

function deedAndHand(change: Change): string {
  return `${deedOf(change)} by ${handOf(change)}`;
}

/** Who did it, and who stands behind a service that did. */
export function handOf({ actor, behind }: Change): string {
  const name = namedActor(actor);
  return behind === undefined ? name : `${name}, ${relationOf(actor)} ${namedActor(behind)}`;
}

/** Tells a change from an effect. */
export function isChange(one: Change | Effect): one is Change {
  return "eventID" in one;
}

/** `14:21:03Z`, with its day unless that is today. */
export function clock(at: string, today: string | undefined): string {
  const [day = "", time = at] = at.split("T");
  const seconds = time.replace(/\.\d+/, "");
  return day === today ? seconds : `${day} ${seconds}`;
}
