import type { Change } from "../change.ts";
import { DEPLOYMENT, deploymentsOf } from "../deployments-of.ts";
import type { Effect } from "../effect.ts";
import { callsJoined, citeCall, citeEffect, type JoinedCall } from "../joined-calls.ts";
import { defineCauseRule, type FoundCause } from "../verdict.ts";

export const deployment = defineCauseRule({
  id: "deployment",
  summary:
    "A task that the scheduler stopped or started, and a deployment's own state, are joined through the deployment's id to the call that made that deployment, replaced it, or took its tasks away.",
  fooledBy:
    "A deployment that several calls share (made by one, scaled by another): then the grade is inferred. Service Auto Scaling's call is a call like any other, and whoever configured it stands behind.",
  find: (subject, material) => {
    if (subject.reading?.condition !== undefined || !isOfDeployment(subject)) return undefined;
    const id = subject.reading?.deployment ?? subject.deployment;
    if (id === undefined) return undefined;
    const calls = callsJoined({ kind: DEPLOYMENT, name: id }, subject, material);
    return isEnd(subject) ? endOf(id, calls, subject) : beginningOf(id, calls);
  },
});

function isOfDeployment({ kind, stopCode }: Effect): boolean {
  return kind === "task"
    ? stopCode === undefined || stopCode === "" || stopCode === "ServiceSchedulerInitiated"
    : true;
}

function isEnd({ kind, state, reading }: Effect): boolean {
  if (kind === "task")
    return state === "STOPPED" || state === "STOPPING" || state === "DEPROVISIONING";
  return reading?.family === "tasks-stopped";
}

/** What made the deployment. */
function beginningOf(id: string, calls: readonly JoinedCall[]): FoundCause | undefined {
  const maker = calls.find(({ record }) =>
    deploymentsOf(record).some((one) => one.id === id && one.isNew),
  );
  if (!maker) return undefined;
  return {
    cause: { kind: "change", change: maker.change },
    grade: "proven",
    evidence: [citeMade(maker, id)],
    chain: [maker.change],
  };
}

/** What took the deployment's tasks away: the latest call that replaced it, scaled it in, or deleted the service. */
function endOf(id: string, calls: readonly JoinedCall[], subject: Effect): FoundCause | undefined {
  const made = calls.find(({ record }) =>
    deploymentsOf(record).some((one) => one.id === id && one.isNew),
  );
  const ends = calls.filter((call) => call !== made && endKind(call, id) !== undefined);
  const last = ends.at(-1);
  if (last) {
    const kind = endKind(last, id);
    const isAlone = ends.length === 1 && kind === "replaced";
    return {
      cause: { kind: "change", change: last.change },
      grade: isAlone ? "proven" : "inferred",
      evidence: [
        citeEffect("stoppedReason", subject.message, "the deployment whose tasks were stopped"),
        citeEnd(last, id, kind, isAlone),
      ],
      ...(ends.length > 1 && { gaps: [severalCalls(ends)] }),
      chain: made ? [made.change, last.change] : [last.change],
    };
  }
  // A deployment stops the tasks of those before it: then the id is the new one's.
  if (made && subject.startedBy !== undefined && subject.startedBy !== id) {
    return {
      cause: { kind: "change", change: made.change },
      grade: "proven",
      evidence: [
        citeEffect("stoppedReason", subject.message, "the deployment that stopped the task"),
        citeMade(made, id),
      ],
      chain: [made.change],
    };
  }
  return undefined;
}

type EndKind = "replaced" | "scaled" | "deleted";

function endKind({ record, change }: JoinedCall, id: string): EndKind | undefined {
  if (change.intent === "delete") return "deleted";
  const named = deploymentsOf(record);
  const isOlder = named.some((one) => one.id === id && !one.isPrimary);
  if (isOlder && named.some((one) => one.id !== id && one.isNew)) return "replaced";
  return fewer(change) ? "scaled" : undefined;
}

function fewer({ settings, noop }: Change): boolean {
  const count = settings.find(({ name }) => name === "desiredCount" || name === "scale.value");
  if (noop || count === undefined || typeof count.after !== "number") return false;
  return typeof count.before !== "number" || count.after < count.before;
}

const ENDED: Readonly<Record<EndKind, string>> = {
  replaced: "the response lists this deployment beside the new one that replaced it",
  scaled: "the call lowered the desired count of this deployment",
  deleted: "the call deleted the service of this deployment",
};

function citeEnd(call: JoinedCall, id: string, kind: EndKind | undefined, isAlone: boolean) {
  const says = kind === undefined ? "" : ENDED[kind];
  return citeCall(
    call,
    "responseElements.service.deployments[].id",
    id,
    says,
    isAlone ? "proven" : "inferred",
  );
}

function citeMade(call: JoinedCall, id: string) {
  return citeCall(
    call,
    "responseElements.service.deployments[].id",
    id,
    "the deployment that this call made",
  );
}

function severalCalls(calls: readonly JoinedCall[]) {
  const named = calls.map(({ change }) => `${change.eventName} ${change.at}`).slice(-4);
  return {
    unknown: "which of several calls about the deployment took the task away",
    missing: `nothing tells them apart (${named.join(", ")}); the latest before the stop is named`,
  };
}
