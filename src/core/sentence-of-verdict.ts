import type { Change } from "./change.ts";
import type { Effect } from "./effect.ts";
import { deedOf, namedActor, resourceLabel, sentenceOf } from "./sentence.ts";
import { clauseOfEffect } from "./effect-clause.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Why an effect happened, as sentences: "Task 924c… of checkout in prod stopped at 14:21:03Z: no one called an API; ECS
 * replaced it because the load balancer's health checks failed. The latest change of the service before it: …"
 *
 * Made of strings from records and from ECS, so hostile until rendered.
 */
export function sentenceOfVerdict(verdict: Verdict, today?: string): string {
  const { subject, cause, context } = verdict;
  const what = `${clauseOfEffect(subject)} at ${clock(subject.at, today)}`;
  const why = whyOf(verdict, today);
  const before =
    context === undefined || cause?.kind === "change"
      ? ""
      : ` The latest change of the service before it, which is context and not the cause: ${sentenceOf(context, today)}`;
  return `${what}${why}${before}`;
}

function whyOf({ cause, confidence, chain, gaps }: Verdict, today: string | undefined): string {
  if (cause === undefined) {
    const missing = gaps.map(({ unknown, missing: lacks }) => `${unknown}; would tell: ${lacks}`);
    return `, and what made it happen is not known${missing.length > 0 ? ` (${missing.join("; ")})` : ""}.`;
  }
  if (cause.kind === "change") {
    const sure = confidence === "proven" ? "because" : "most likely because";
    return ` ${sure} ${sentenceOf(cause.change, today)}`;
  }
  const deployer = chain.find(isChange);
  const failed =
    deployer === undefined
      ? ""
      : ` The deployment that failed: ${resourceLabel(deployer.resource)} was ${deedOf(deployer)} at ${clock(deployer.at, today)} by ${namedActor(deployer.actor)}.`;
  return `: no one called an API; ${cause.says}.${failed}`;
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
