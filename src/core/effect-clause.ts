import type { Effect } from "./effect.ts";
import { resourceLabel } from "./sentence.ts";

/**
 * What happened, as a clause without its time: `task 924c… of checkout in prod stopped`, `checkout in prod: the scheduler
 * stopped 1 task`. Where ECS's words are not known, they stand as they are. Hostile until rendered.
 */
export function clauseOfEffect(effect: Effect): string {
  const { kind, state, resource, message, reading } = effect;
  const what = resourceLabel(resource);
  if (kind === "task") return `${what} ${TASK_STATES.get(state) ?? `became ${state}`}`;
  const said = reading?.says ?? message;
  if (kind === "service-event" || state === "")
    return `${what}: ${said === "" ? "(no words)" : said}`;
  return `${what} became ${state}${said === "" ? "" : ` (${said})`}`;
}

const TASK_STATES: ReadonlyMap<string, string> = new Map([
  ["CREATED", "was created"],
  ["RUNNING", "ran"],
  ["STOPPED", "stopped"],
  ["STOPPING", "began to stop"],
]);
