import type { Effect, Reading } from "./effect.ts";
import { resourceLabel } from "./sentence.ts";

/**
 * What an effect says, as a sentence without a time: "checkout in prod: ECS stopped task 924c1f0a… (Scaling activity
 * initiated by (deployment ecs-svc/1))". ECS's own words stand in brackets; a reason of StopTask is quoted as the
 * caller's.
 *
 * Made of strings from elsewhere, so hostile until rendered.
 */
export function sentenceOfEffect(effect: Effect): string {
  const { said, words } = wordsOf(effect);
  return `${subjectOf(effect)}: ${said}${words === "" ? "" : ` (${words})`}`;
}

/** A reading as a clause with its reason where that adds something: `the load balancer's health checks failed (Request timed out)`. */
export function describeReading({ says, reason }: Reading): string {
  const isNew = reason !== undefined && reason !== "" && !says.includes(reason);
  return isNew ? `${says} (${reason})` : says;
}

/** The service that it is about, else the thing itself. */
function subjectOf({ resource }: Effect): string {
  const { service, cluster } = resource;
  if (resource.kind === "service" || service === undefined) return resourceLabel(resource);
  return resourceLabel({
    kind: "service",
    name: service,
    ...(cluster !== undefined && { cluster }),
  });
}

interface Words {
  readonly said: string;
  /** What stands in brackets behind it. */
  readonly words: string;
}

function wordsOf(effect: Effect): Words {
  const { kind, reading, message } = effect;
  switch (kind) {
    case "service-event":
      return reading ? { said: describeReading(reading), words: "" } : unread(effect);
    case "task":
      return { said: taskDeed(effect), words: endOf(effect) };
    case "scaling-activity":
      return {
        said: reading ? describeReading({ ...reading, reason: "" }) : unread(effect).said,
        words: textOf(effect, "Description"),
      };
    case "container-instance":
      return { said: instanceDeed(effect), words: message };
    case "deployment":
      return deploymentStep(effect);
    default:
      return { said: `${nameOf(effect)} ${stateOf(effect)}`, words: message };
  }
}

const STEPS: ReadonlyMap<string, string> = new Map([
  ["IN_PROGRESS", "began"],
  ["COMPLETED", "completed"],
  ["FAILED", "failed"],
]);
/** What ECS says of each deployment, whatever became of it. */
const USUAL: ReadonlySet<string | undefined> = new Set([
  "deployment-in-progress",
  "deployment-completed",
]);

function deploymentStep(effect: Effect): Words {
  const { deployment = "", state, message, reading } = effect;
  return {
    said: `deployment ${deployment} ${STEPS.get(state) ?? stateOf(effect)}`,
    words: USUAL.has(reading?.family) ? "" : message,
  };
}

/** Words that nobody knows, as they stand. */
function unread({ message, state }: Effect): Words {
  if (message === "") return { said: `ECS said ${state === "" ? "nothing" : state}`, words: "" };
  return { said: `ECS said "${message}"`, words: state };
}

const DEEDS: ReadonlyMap<string, string> = new Map([
  ["PROVISIONING", "created"],
  ["RUNNING", "started"],
  ["STOPPING", "began to stop"],
  ["STOPPED", "stopped"],
]);

function taskDeed(effect: Effect): string {
  const deed = DEEDS.get(effect.state);
  const name = nameOf(effect);
  if (deed === undefined) return `${name} ${stateOf(effect)}`;
  if (effect.stopCode === "EssentialContainerExited") return `${name} ended`;
  if (effect.stopCode === "TaskFailedToStart") return `${name} failed to start`;
  return `ECS ${deed} ${name}`;
}

/** ECS tells of every change of an instance, also where its state is the same as before. */
function instanceDeed({ id, state }: Effect): string {
  if (id.endsWith("/REGISTERED")) return "it was registered";
  return state === "" ? "it changed" : `it changed and is ${state}`;
}

/** The thing without what the subject says already: `task 924c1f0a…`. */
function nameOf({ resource }: Effect): string {
  const { kind, name, service } = resource;
  return service === undefined ? "it" : resourceLabel({ kind, name });
}

/** ECS's words about a task's end; a caller's are quoted, so that they are not taken for ECS's. */
function endOf({ message, reading, stopCode, state }: Effect): string {
  if (state !== "STOPPED" && state !== "STOPPING") return "";
  if (stopCode === "UserInitiated") {
    const said = reading?.says ?? "somebody called StopTask";
    return message === "" || message === "Task stopped by user" ? said : `${said}: "${message}"`;
  }
  if (reading === undefined) return message === "" ? (stopCode ?? "") : message;
  const isMore = reading.reason !== undefined && reading.reason !== message;
  if (message === "") return reading.says;
  return isMore || reading.condition === "crash" ? `${message}: ${reading.says}` : message;
}

function stateOf({ state }: Effect): string {
  return state === "" ? "changed" : `became ${state}`;
}

function textOf({ details }: Effect, name: string): string {
  const value = Object.hasOwn(details, name) ? details[name] : undefined;
  return typeof value === "string" ? value : "";
}
