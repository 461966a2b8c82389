import type { Effect } from "./effect.ts";
import { serviceOf } from "./of-service.ts";
import { resourceLabel } from "./sentence.ts";

/**
 * What happened, as a clause without its time: `task 924c… of checkout in prod stopped`, `checkout in prod: the scheduler
 * stopped 1 task`, `a deployment of checkout in prod failed`. Where ECS's words are not known, they stand as they are.
 * Hostile until rendered.
 */
export function clauseOfEffect(effect: Effect): string {
  const { kind, state, resource, message, reading } = effect;
  const what = resourceLabel(resource);
  if (kind === "task") return `${what} ${TASK_STATES.get(state) ?? `became ${state}`}`;
  if (kind === "deployment" || kind === "service-deployment") {
    const service = serviceOf(effect);
    const whole = service === undefined ? what : `a deployment of ${labelOf(effect)}`;
    return `${whole} ${DEPLOYMENT_STATES.get(state) ?? `became ${state}`}`;
  }
  const said = reading?.says ?? message;
  if (kind === "service-event" || state === "")
    return `${what}: ${said === "" ? "(no words)" : said}`;
  return `${what} became ${state}${said === "" ? "" : ` (${said})`}`;
}

/** The service that an effect is about, as a person would name it. */
export function labelOf(effect: Effect): string {
  const { resource } = effect;
  const { service, cluster = resource.cluster } = serviceOf(effect) ?? resource;
  if (service === undefined) return resourceLabel(resource);
  return resourceLabel({
    kind: "service",
    name: service,
    ...(cluster !== undefined && { cluster }),
  });
}

const TASK_STATES: ReadonlyMap<string, string> = new Map([
  ["CREATED", "was created"],
  ["PROVISIONING", "was created"],
  ["RUNNING", "ran"],
  ["STOPPED", "stopped"],
  ["STOPPING", "began to stop"],
]);

const DEPLOYMENT_STATES: ReadonlyMap<string, string> = new Map([
  ["COMPLETED", "was completed"],
  ["FAILED", "failed"],
  ["IN_PROGRESS", "began"],
  ["PENDING", "was asked for"],
  ["ROLLBACK_FAILED", "could not be rolled back"],
  ["ROLLBACK_IN_PROGRESS", "began to be rolled back"],
  ["ROLLBACK_REQUESTED", "was asked to be rolled back"],
  ["ROLLBACK_SUCCESSFUL", "was rolled back"],
  ["STOPPED", "was stopped"],
  ["STOP_REQUESTED", "was asked to stop"],
  ["SUCCESSFUL", "was completed"],
]);
