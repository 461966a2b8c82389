import type { Change } from "./change.ts";
import type { Effect } from "./effect.ts";
import { isOfService } from "./of-service.ts";
import { deedOf, namedActor, resourceLabel } from "./sentence.ts";
import { clauseOfEffect } from "./effect-clause.ts";
import { clock, isChange } from "./sentence-of-verdict.ts";
import type { Verdict } from "./verdict.ts";

/** One step of a story: what happened when, several alike folded into one. */
interface Step {
  readonly at: string;
  readonly says: string;
  readonly family: string;
  readonly count: number;
}

/**
 * What led to an effect as one paragraph, oldest first: "14:18:02Z api in prod was deployed api:41 → api:42 by acme/api (…)
 * → 14:19:30Z 3 × the load balancer's health checks failed → 14:21:03Z ECS stopped 1 task".
 *
 * @param effects of the surroundings, oldest first: those of the same service between the first step and the last are told.
 * @returns `""` where there is no more to tell than the effect itself.
 */
export function tellStory(
  { subject, chain, cause }: Verdict,
  effects: readonly Effect[],
  today?: string,
): string {
  const changes = [...chain, ...(cause?.kind === "change" ? [cause.change] : [])].filter(isChange);
  const from = [...chain, subject].map(({ at }) => at).toSorted()[0] ?? subject.at;
  const between = effects.filter(
    (one) => one.at >= from && one.at <= subject.at && isTelling(one) && isOfService(one, subject),
  );
  const all = new Map<string, Change | Effect>();
  for (const one of [...changes, ...between, ...chain, subject]) {
    all.set(isChange(one) ? one.eventID : one.id, one);
  }
  const steps = fold(
    [...all.values()]
      .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
      .map(stepOf),
  );
  if (steps.length < 2) return "";
  return `${steps.map((step) => sayStep(step, today)).join(" → ")}.`;
}

/** Messages that say nothing of what went wrong or who did it would only make the story long. */
function isTelling({ kind, state, reading }: Effect): boolean {
  if (reading?.condition !== undefined) return true;
  if (kind === "service-event") return FAMILIES.has(reading?.family ?? "");
  return kind === "task"
    ? state === "STOPPED"
    : kind === "deployment" || kind === "service-deployment";
}

const FAMILIES: ReadonlySet<string> = new Set(["tasks-started", "tasks-stopped"]);

function stepOf(one: Change | Effect): Step {
  if (isChange(one)) {
    const says = `${resourceLabel(one.resource)} was ${deedOf(one)} by ${namedActor(one.actor)}`;
    return { at: one.at, says, family: one.eventID, count: 1 };
  }
  const family = [one.kind, one.state, one.reading?.family, one.reading?.condition].join("/");
  return { at: one.at, says: clauseOfEffect(one), family, count: 1 };
}

function fold(steps: readonly Step[]): readonly Step[] {
  const folded: Step[] = [];
  for (const step of steps) {
    const last = folded.at(-1);
    if (last?.family === step.family)
      folded[folded.length - 1] = { ...last, count: last.count + 1 };
    else folded.push(step);
  }
  return folded;
}

function sayStep({ at, says, count }: Step, today: string | undefined): string {
  const more = count > 1 ? ` (and ${String(count - 1)} more like it)` : "";
  return `${clock(at, today)} ${says}${more}`;
}
