import type { Change } from "../change.ts";
import type { Effect } from "../effect.ts";
import { before, beganAt, callsJoined, citeCall } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { givenUpNear, isRollback } from "../rollbacks.ts";
import { makerOf } from "../rollouts.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

const STOPS = "StopServiceDeployment";

export const serviceDeploymentStopped = defineCauseRule({
  id: "service-deployment-stopped",
  summary:
    "A service deployment that was stopped or rolled back on request is joined to the StopServiceDeployment that names its ARN; the rollback's other effects are joined to it by service and time.",
  fooledBy:
    "A request that came while the circuit breaker gave the deployment up: ECS's own words decide which of the two it was.",
  find: (subject, material) => {
    if (subject.reading?.condition !== undefined || subject.reading?.caller === "none") {
      return undefined;
    }
    return subject.kind === "service-deployment"
      ? byArn(subject, material)
      : byTime(subject, material);
  },
});

function byArn(subject: Effect, material: Material): FoundCause | undefined {
  if (!/^(?:STOP|ROLLBACK)/.test(subject.state)) return undefined;
  const { name } = subject.resource;
  const handle = { kind: "service-deployment", name };
  const call = callsJoined(handle, subject, material).findLast(
    ({ change }) => change.eventName === STOPS,
  );
  if (!call) return undefined;
  const field = "requestParameters.serviceDeploymentArn";
  return {
    cause: { kind: "change", change: call.change },
    grade: "proven",
    evidence: [citeCall(call, field, name, "the deployment that the call stopped")],
    chain: [call.change],
  };
}

const RECENT_MS = 30 * 60_000;

/** A deployment that failed, or a task of it that ended, after somebody asked for the rollback and before anything else. */
function byTime(subject: Effect, material: Material): FoundCause | undefined {
  const { kind, state, reading, deployment } = subject;
  const isOfStop =
    isRollback(subject) ||
    (kind === "deployment" && state === "FAILED") ||
    (kind === "task" && reading?.family === "scaling-stop");
  if (!isOfStop || givenUpNear(subject, material).length > 0) return undefined;
  const [from, to] = [before(subject, RECENT_MS), beganAt(subject)];
  const asked = material.changes.findLast(
    (change) =>
      change.eventName === STOPS &&
      change.outcome.kind === "accepted" &&
      change.at >= from &&
      change.at <= to &&
      isOfService(change, subject),
  );
  if (!asked || !isOfDeployment(asked, deployment, subject, material)) return undefined;
  const says = "the request to stop a deployment of this service shortly before";
  return {
    cause: { kind: "change", change: asked },
    grade: "inferred",
    evidence: [citeCall({ change: asked }, "eventTime", asked.at, says, "inferred")],
    chain: [asked],
  };
}

/** The request is about the deployment that was under way then, not about one that was begun after it or over before. */
function isOfDeployment(
  asked: Change,
  id: string | undefined,
  subject: Effect,
  material: Material,
): boolean {
  const made = id === undefined ? undefined : makerOf(id, subject, material);
  if (subject.kind !== "service-event" && !made) return false;
  return made === undefined || made.change.at <= asked.at;
}
