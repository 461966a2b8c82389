import { DEPLOYMENT, deploymentsOf } from "../deployments-of.ts";
import type { Effect } from "../effect.ts";
import { callsJoined, citeCall, citeEffect, type JoinedCall } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

export const rolledBack = defineCauseRule({
  id: "rolled-back",
  summary:
    "What a circuit breaker or an alarm rolled back: nobody called an API. The failed deployment's id leads to the call that made it, whose caller is the deployer.",
  fooledBy:
    "A rollback whose event does not name the failed deployment: then the latest deployment before it is taken, and the grade of that step is inferred.",
  find: (subject, material) => {
    const told = rollbackOf(subject, material);
    if (!told) return undefined;
    const failed = failedOf(told, subject);
    const maker = failed === undefined ? undefined : makerOf(failed, subject, material);
    const says = told.reading?.says ?? "the deployment failed and was rolled back";
    return {
      cause: { kind: "condition", condition: "circuit-breaker", says },
      grade: told === subject || failed !== undefined ? "proven" : "inferred",
      evidence: [
        citeEffect("message", told.message, "ECS's own words"),
        ...(maker && failed !== undefined ? [citeFailed(maker, failed)] : []),
      ],
      chain: [
        ...(maker ? [maker.change] : []),
        ...signs(told, material),
        ...(told === subject ? [] : [told]),
      ],
    };
  },
});

const RECENT_MS = 60 * 60_000;

/** The effect itself where it tells of a rollback; for a task that the scheduler stopped, that of its deployment. */
function rollbackOf(subject: Effect, { effects }: Material): Effect | undefined {
  if (subject.reading?.condition === "circuit-breaker") return subject;
  const id = subject.reading?.deployment;
  if (subject.kind !== "task" || subject.state !== "STOPPED" || id === undefined) return undefined;
  return effects.findLast(
    (one) =>
      one.reading?.condition === "circuit-breaker" &&
      one.deployment === id &&
      one.at <= subject.at &&
      Date.parse(one.at) >= Date.parse(subject.at) - RECENT_MS &&
      isOfService(one, subject),
  );
}

function failedOf(told: Effect, subject: Effect): string | undefined {
  return told.deployment ?? (told === subject ? undefined : subject.deployment);
}

function makerOf(id: string, subject: Effect, material: Material): JoinedCall | undefined {
  return callsJoined({ kind: DEPLOYMENT, name: id }, subject, material).find(({ record }) =>
    deploymentsOf(record).some((one) => one.id === id && one.isNew),
  );
}

function citeFailed(maker: JoinedCall, id: string): FoundCause["evidence"][number] {
  const field = "responseElements.service.deployments[].id";
  return citeCall(maker, field, id, "the deployment that failed, and the call that made it");
}

const MOST_SIGNS = 5;

/** What went wrong with the deployment's tasks before it was given up. */
function signs(told: Effect, { effects }: Material): readonly Effect[] {
  return effects
    .filter(
      ({ at, reading, id }) =>
        id !== told.id &&
        at <= told.at &&
        Date.parse(at) >= Date.parse(told.at) - RECENT_MS &&
        reading?.condition !== undefined &&
        reading.condition !== "circuit-breaker",
    )
    .filter((one) => isOfService(one, told))
    .slice(-MOST_SIGNS);
}
