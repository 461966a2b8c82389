import type { Change } from "./change.ts";
import { clauseOfEffect } from "./effect-clause.ts";
import type { Effect } from "./effect.ts";
import { serviceOf } from "./of-service.ts";
import { deedOf, namedActor, relationOf, resourceLabel, sentenceOf } from "./sentence.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Why an effect happened, as sentences: "Task 924c… of checkout in prod stopped at 14:21:03Z: no one called an API; the load
 * balancer's health checks failed. A deployment was under way: …"
 *
 * Made of strings from records and from ECS, so hostile until rendered.
 */
export function sentenceOfVerdict(verdict: Verdict, today?: string): string {
  const { subject } = verdict;
  const what = `${clauseOfEffect(subject)} at ${clock(subject.at, today)}`;
  return [`${what}${whyOf(verdict, today)}`, ...besides(verdict, today)].join(" ");
}

function whyOf(verdict: Verdict, today: string | undefined): string {
  const { cause, confidence } = verdict;
  if (cause === undefined) return `; what made it happen is not known${lacks(verdict)}.`;
  if (cause.kind === "change") {
    const sure = confidence === "proven" ? "because" : "most likely because";
    return ` ${sure} ${sentenceOf(cause.change, today)}`;
  }
  const isSure = confidence === "proven" || lookups(verdict).length === 0;
  const nobody = isSure ? "no one called an API" : "no call that led to it was seen";
  return `: ${nobody}; ${said(verdict.subject, cause.says)}${isSure ? "" : lacks(verdict)}.`;
}

/** What the clause about the effect says already is not said twice. */
function said(subject: Effect, says: string): string {
  return subject.kind !== "task" && subject.reading?.says === says ? "ECS did it by itself" : says;
}

function lookups({ gaps }: Verdict): readonly unknown[] {
  return gaps.flatMap((gap) => gap.lookups ?? []);
}

function lacks({ gaps }: Verdict): string {
  const [gap] = gaps;
  return gap === undefined ? "" : ` (${gap.unknown}: ${gap.missing} would tell)`;
}

/** Who deployed what failed, what else changed just before, and the latest change: each in its place, none as the cause. */
function besides(verdict: Verdict, today: string | undefined): readonly string[] {
  const { cause, chain, context, suspects = [], subject } = verdict;
  if (cause?.kind === "change") return [];
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
export function tellShortly(
  change: Change,
  about: Effect | undefined,
  today: string | undefined,
): string {
  const service = about && serviceOf(about);
  const isSame =
    change.resource.kind === "service" &&
    service?.service === change.resource.name &&
    service.cluster === change.resource.cluster;
  const what = isSame ? "" : `${resourceLabel(change.resource)} was `;
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
