import type { Effect } from "../effect.ts";
import type { Evidence, Grade } from "../evidence.ts";
import { before, beganAt, citeEffect } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { failedIn, givenUpNear, isGivenUp, isRollback, rolloutOf } from "../rollbacks.ts";
import { citeMade, deploymentOf, makerOf, newestRollout, type Rollout } from "../rollouts.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

export const rolledBack = defineCauseRule({
  id: "rolled-back",
  summary:
    "What a circuit breaker or an alarm rolled back: nobody called an API. The failed deployment's id leads to the call that made it, whose caller is the deployer.",
  fooledBy:
    "A rollback whose words do not name the failed deployment: then that which began at the same moment, or the newest before it, is taken, and that step is inferred.",
  find: (subject, material) => {
    const told = toldOf(subject, material);
    if (!told) return undefined;
    const failed = failedOf(told, material);
    const says = saysOf(told);
    return {
      cause: { kind: "condition", condition: "circuit-breaker", says },
      grade: isToldOf(subject, told) ? "proven" : "inferred",
      evidence: [
        ...told
          .slice(0, 2)
          .map(({ kind, message }) =>
            citeEffect(FIELDS.get(kind) ?? "message", message, "ECS's own words"),
          ),
        ...(failed ? [citeFailed(failed)] : []),
      ],
      chain: [
        ...(failed ? [failed.rollout.made.change] : []),
        ...signs(told[0], material),
        ...(told[0] === subject ? [] : told.slice(0, 1)),
      ],
    };
  },
});

const FIELDS: ReadonlyMap<Effect["kind"], string> = new Map([
  ["deployment", "rolloutStateReason"],
  ["service-deployment", "statusReason"],
]);

type Told = readonly [Effect, ...(readonly Effect[])];

/** What tells of the giving up: the effect itself, else what ECS said nearby of a rollback or a task that it took along. */
function toldOf(subject: Effect, material: Material): Told | undefined {
  const near = givenUpNear(subject, material);
  if (isGivenUp(subject)) return [subject, ...near];
  if (isRollback(subject)) return near[0] && [near[0], ...near.slice(1)];
  const [first, ...more] = takenAlong(subject, material);
  return first && [first, ...more];
}

/** ECS says it of the effect itself, or names the deployment that the task belongs to. */
function isToldOf(subject: Effect, told: Told): boolean {
  if (subject.kind !== "task") return true;
  const isStop = subject.reading?.family === "scaling-stop";
  return isStop && told.some((one) => failedIn(one) === deploymentOf(subject));
}

const RECENT_MS = 15 * 60_000;

/** A task of the failed deployment that was stopped, or one of the deployment before that was started again. */
function takenAlong(subject: Effect, { effects }: Material): readonly Effect[] {
  const { kind, reading, deployment } = subject;
  if (kind !== "task" || reading?.condition !== undefined) return [];
  if (reading !== undefined && reading.family !== "scaling-stop") return [];
  const ids = new Set([deploymentOf(subject), deployment]);
  const [from, to] = [before(subject, RECENT_MS), beganAt(subject)];
  const recent = effects.filter(
    (one) => one.at <= to && one.at >= from && isRollback(one) && isOfService(one, subject),
  );
  const about = (one: Effect): boolean =>
    ids.has(failedIn(one)) ||
    (reading === undefined &&
      one.reading?.family === "deployment-rollback" &&
      ids.has(one.reading.deployment));
  if (
    !recent.some(
      (one) => failedIn(one) !== undefined || one.reading?.family === "deployment-rollback",
    )
  )
    return [];
  return recent.some(about) ? recent.filter(isGivenUp) : [];
}

interface Failed {
  readonly rollout: Rollout;
  readonly grade: Grade;
}

function failedOf(told: Told, material: Material): Failed | undefined {
  for (const one of told) {
    const id = failedIn(one);
    const made = id === undefined ? undefined : makerOf(id, one, material);
    if (id !== undefined && made) return { rollout: { id, made }, grade: "proven" };
  }
  const [first] = told;
  const rollout =
    told.map((one) => rolloutOf(one, material)).find((one) => one !== undefined) ??
    newestRollout(first, material);
  return rollout && { rollout, grade: "inferred" };
}

function citeFailed({ rollout, grade }: Failed): Evidence {
  const says = "the deployment that failed, and the call that made it";
  return { ...citeMade(rollout.made, rollout.id, says), grade };
}

/** An alarm's rollback reads like any other in the service deployment's own reason. */
function saysOf(told: Told): string {
  const words = told.map(({ message }) => message).join(" ");
  if (/\balarms?\b/i.test(words.slice(0, 4000))) {
    return "an alarm went off during the deployment, and ECS rolled it back";
  }
  const isBreaker = told.some(({ reading }) => reading?.condition === "circuit-breaker");
  return isBreaker
    ? "the deployment's tasks kept failing, and the circuit breaker rolled it back"
    : `ECS rolled the deployment back because ${told[0].reading?.reason ?? "it failed"}`;
}

const MOST_SIGNS = 5;

/** What went wrong with the deployment's tasks before it was given up. */
function signs(told: Effect, { effects }: Material): FoundCause["chain"] & object {
  const earliest = before(told, 4 * RECENT_MS);
  return effects
    .filter(
      (one) =>
        one.id !== told.id &&
        one.at <= told.at &&
        one.at >= earliest &&
        one.reading?.condition !== undefined &&
        !isGivenUp(one) &&
        isOfService(one, told),
    )
    .slice(-MOST_SIGNS);
}
