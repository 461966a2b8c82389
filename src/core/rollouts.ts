import { DEPLOYMENT, deploymentsOf } from "./deployments-of.ts";
import type { Effect } from "./effect.ts";
import type { Evidence } from "./evidence.ts";
import { before, beganAt, callsJoined, citeCall, type JoinedCall } from "./joined-calls.ts";
import { isOfService, serviceOf } from "./of-service.ts";
import type { Material } from "./verdict.ts";

/** A deployment and the call that made it. */
export interface Rollout {
  /** `ecs-svc/1234567890` */
  readonly id: string;
  readonly made: JoinedCall;
}

/** The deployment or task set that a task, a message or a deployment's state belongs to. */
export function deploymentOf({ reading, deployment }: Effect): string | undefined {
  return reading?.deployment ?? reading?.taskSet ?? deployment;
}

/** The call that made a deployment is the first that names it; a service is scaled a thousand times under one. */
const NAMED_FIRST = 5;

/** The call that made a deployment or task set, where it was seen. */
export function makerOf(id: string, subject: Effect, material: Material): JoinedCall | undefined {
  const first = { limit: NAMED_FIRST };
  return callsJoined({ kind: DEPLOYMENT, name: id }, subject, material, first).find(({ record }) =>
    deploymentsOf(record).some((one) => one.id === id && one.isNew),
  );
}

/** Evidence that a call made a deployment. */
export function citeMade(made: JoinedCall, id: string, says: string): Evidence {
  const field =
    made.change.eventName === "CreateTaskSet"
      ? "responseElements.taskSet.id"
      : "responseElements.service.deployments[].id";
  return citeCall(made, field, id, says);
}

/** A deployment that has not come to an end by then is no longer the reason for anything. */
const LONGEST_ROLLOUT_MS = 3_600_000;

/** Whether a deployment was still replacing tasks when the effect began. */
export function isUnderWay({ id, made }: Rollout, subject: Effect, { effects }: Material): boolean {
  const at = beganAt(subject);
  if (Date.parse(at) - Date.parse(made.change.at) > LONGEST_ROLLOUT_MS) return false;
  return !effects.some(
    (one) => one.deployment === id && one.at < at && isOver(one) && isOfService(one, subject),
  );
}

function isOver({ kind, state, reading }: Effect): boolean {
  return (
    (kind === "deployment" && state === "COMPLETED") || reading?.family === "deployment-completed"
  );
}

/**
 * The deployment that was under way when the effect began: the one that started the task, else the newest of the service
 * that a call made within the hour before.
 */
export function rolloutAround(subject: Effect, material: Material): Rollout | undefined {
  const id = subject.kind === "task" ? subject.deployment : undefined;
  const made = id === undefined ? undefined : makerOf(id, subject, material);
  const rollout =
    id !== undefined && made
      ? { id, made }
      : subject.kind === "task"
        ? undefined
        : newestRollout(subject, material);
  return rollout && isUnderWay(rollout, subject, material) ? rollout : undefined;
}

/** The newest deployment of the service that a call made within the hour before. */
export function newestRollout(subject: Effect, material: Material): Rollout | undefined {
  const service = serviceOf(subject)?.service;
  if (service === undefined) return undefined;
  const from = before(subject, LONGEST_ROLLOUT_MS);
  const calls = callsJoined({ kind: "service", name: service }, subject, material, { from });
  return calls
    .filter(({ change }) => isOfService(change, subject))
    .flatMap((made) =>
      deploymentsOf(made.record).flatMap(({ id, isNew }) => (isNew ? [{ id, made }] : [])),
    )
    .at(-1);
}
