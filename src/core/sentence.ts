import type { Actor } from "./actor.ts";
import type { Change, Resource, Setting } from "./change.ts";
import type { Json } from "./record.ts";
import { isSame } from "./same.ts";

/**
 * The whole answer about one change: "checkout in prod was scaled 4 → 0 at 14:02:11Z by Jane Doe (Identity Center,
 * AdministratorAccess) with Terraform 1.9 from 203.0.113.7."
 *
 * Made of strings from the record, so hostile until rendered.
 *
 * @param today the date (`2026-11-20`) that needs not be said; other days stand before the time.
 */
export function sentenceOf(change: Change, today?: string): string {
  const what = resourceLabel(change.resource);
  const parts = [`by ${actorLabel(change)}`, toolPhrase(change), originPhrase(change)];
  // A service has no tool or address of its own to name, so that nothing may follow who stands behind it.
  const rest = parts
    .filter((part) => part !== "")
    .join(" ")
    .replace(/,$/, "");
  const at = `at ${timeLabel(change.at, today)}`;
  if (change.outcome.kind === "refused") {
    return `${what} was not ${deedOf(change)}: ${change.eventName} ${at} ${rest} was refused (${change.outcome.errorCode}).`;
  }
  const inVain = change.noop ? `, which changed nothing: ${change.noopReason ?? "no effect"}` : "";
  return `${what} was ${deedOf(change)} ${at} ${rest}${inVain}.`;
}

/** What was done, as a past participle: `scaled 4 → 0`, `deployed api:41 → api:42`, `stopped (reason "too slow")`. */
export function deedOf(change: Change): string {
  const say = DEEDS[change.intent];
  return say ? say(change) : `touched by ${change.eventName}`;
}

/** A resource as a person would name it: `checkout in prod`, `task 924c… of payments in prod`, `cluster prod`. */
export function resourceLabel(resource: Resource): string {
  const { kind, name, cluster, service } = resource;
  const where = cluster !== undefined && cluster !== "" ? ` in ${cluster}` : "";
  const called = name === "" ? "(unnamed)" : name;
  switch (kind) {
    case "service":
      return `${called}${where}`;
    case "task":
      return `task ${shortId(called)}${service ? ` of ${service}` : ""}${where}`;
    case "service-deployment":
    case "task-set":
      return `${spaced(kind)} ${called}${service ? ` of ${service}` : ""}${where}`;
    case "unknown":
      return called === "(unnamed)" ? "something" : called;
    default:
      return `${spaced(kind)} ${called}${where}`;
  }
}

/** The settings worth showing: those whose value before is not seen or was another one. */
export function changedSettings(settings: readonly Setting[]): readonly Setting[] {
  return settings.filter(({ before, after }) => before === undefined || !isSame(before, after));
}

/** `4 → 0`, or `to 0` where the value before was not seen. */
export function stepOf({ before, after }: Setting): string {
  return before === undefined
    ? `to ${valueLabel(after)}`
    : `${valueLabel(before)} → ${valueLabel(after)}`;
}

/** A JSON value as a person would write it: bare strings, short lists, compact objects. */
export function valueLabel(value: Json): string {
  if (value === null) return "none";
  if (typeof value === "string") return value === "" ? '""' : value;
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((item: Json) => valueLabel(item)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const DEEDS: Partial<Record<Change["intent"], (change: Change) => string>> = {
  scale: (change) => `scaled${step(change, "desiredCount")}`,
  "stop-service": (change) => `scaled${step(change, "desiredCount")}`,
  deploy: (change) => `deployed${step(change, "taskDefinition")}${alsoScaled(change)}`,
  rollback: (change) => `rolled back${step(change, "taskDefinition")}`,
  restart: () => "restarted (a forced new deployment of the same task definition)",
  configure: (change) => `changed${listed(change)}`,
  "stop-task": (change) => `stopped${quoted(change, "reason")}`,
  "run-task": (change) => `started${fromDefinition(change)}`,
  exec: (change) => `entered with ECS Exec${quoted(change, "command")}`,
  create: (change) => `created${firstCount(change)}`,
  delete: (change) => (isTrue(change, "force") ? "deleted by force" : "deleted"),
  register: () => "registered",
  deregister: (change) => (isTrue(change, "force") ? "deregistered by force" : "deregistered"),
  drain: () => "drained",
  protect: (change) =>
    isTrue(change, "protectionEnabled") ? "protected from scale-in" : "unprotected from scale-in",
  tag: (change) => (change.eventName === "UntagResource" ? "untagged" : "tagged"),
  "abort-deploy": (change) => `told to stop${quoted(change, "stopType")}`,
  "terminate-instance": (change) =>
    change.eventName === "StopInstances" ? "stopped" : "terminated",
  "image-push": () => "pushed",
  "configure-scaling": (change) => `given other scaling (${change.eventName})${listed(change)}`,
  read: (change) => `read (${change.eventName})`,
  agent: (change) => `reported on by the ECS agent (${change.eventName})`,
};

function find(change: Change, name: string): Setting | undefined {
  return change.settings.find((setting) => setting.name === name);
}

/** The one setting that says it all; where an operation spells it otherwise, what it did set. */
function step(change: Change, name: string): string {
  const setting = find(change, name);
  return setting ? ` ${stepOf(setting)}` : listed(change);
}

function isTrue(change: Change, name: string): boolean {
  return find(change, name)?.after === true;
}

function quoted(change: Change, name: string): string {
  const value = find(change, name)?.after;
  return typeof value === "string" && value !== "" ? ` (${name} "${value}")` : "";
}

function alsoScaled(change: Change): string {
  const count = find(change, "desiredCount");
  if (!count || (count.before !== undefined && isSame(count.before, count.after))) return "";
  return ` and scaled ${stepOf(count)}`;
}

function firstCount(change: Change): string {
  const count = find(change, "desiredCount")?.after;
  return typeof count === "number" ? ` with desiredCount ${String(count)}` : "";
}

function fromDefinition(change: Change): string {
  const definition = change.related.find(({ kind }) => kind === "task-definition");
  return definition ? ` from ${definition.name}` : "";
}

const LISTED = 3;

function listed(change: Change): string {
  const changed = changedSettings(change.settings).filter(({ momentary }) => !momentary);
  if (changed.length === 0) return "";
  const shown = changed.slice(0, LISTED).map((setting) => `${setting.name} ${stepOf(setting)}`);
  const more = changed.length - shown.length;
  return ` (${shown.join("; ")}${more > 0 ? `; ${String(more)} more` : ""})`;
}

function actorLabel({ actor, behind }: Change): string {
  const name = namedActor(actor);
  if (behind === undefined) return name;
  return `${name}, ${relationOf(actor)} ${namedActor(behind)}${behind.kind === "unknown" ? "" : ","}`;
}

/** `jane.doe@acme.example (Identity Center, Operations, through role ops-admin)`. Hostile until rendered. */
export function namedActor(actor: Actor): string {
  const roles = actor.through
    .flatMap(({ principal, accountName }) => {
      const role = /:assumed-role\/([^/]+)\//.exec(principal)?.[1];
      if (role === undefined || isTold(role, actor)) return [];
      return [accountName === undefined ? role : `${role} of ${accountName}`];
    })
    .toReversed();
  const known = [
    actor.via,
    roles.length === 0 ? "" : `through role ${[...new Set(roles)].join(", then ")}`,
    actor.link === undefined ? "" : `run ${actor.link}`,
  ].filter((part) => part !== "");
  return known.length === 0 ? actor.name : `${actor.name} (${known.join(", ")})`;
}

/** A permission set's role is told by the permission set's name. */
function isTold(role: string, { via }: Actor): boolean {
  return via.includes(role) || role.startsWith("AWSReservedSSO_");
}

/** What the one behind did: standing configuration, or this one run. */
export function relationOf({ name }: Pick<Actor, "name">): string {
  return CONFIGURED.has(name) ? "configured by" : "started by";
}

const CONFIGURED: ReadonlySet<string> = new Set([
  "Application Auto Scaling",
  "EventBridge",
  "EventBridge Pipes",
  "EventBridge Scheduler",
  "Service Auto Scaling",
]);

/** Who else may have acted with the same credentials, as further sentences; `""` where nobody is known to. */
export function possiblyOf({ actor }: Change): string {
  return (actor.possibly ?? [])
    .map(
      ({ who, during, why }) =>
        ` It may have been ${namedActor(who)}, who ${why} (possible from ${during.from} to ${during.to}).`,
    )
    .join("");
}

function toolPhrase({ tool, actor }: Change): string {
  const { aiAgent = tool.name } = tool;
  const driven = aiAgent === tool.name ? "" : ` driven by ${aiAgent}`;
  if (tool.name === actor.name) return driven.trim();
  if (tool.kind === "unknown") return `with ${unknownTool(tool.name)}${driven}`;
  if (tool.kind === "console") return `in the ${tool.name}${driven}`;
  const version = tool.version === undefined ? "" : ` ${tool.version}`;
  return `with ${tool.name}${version}${driven}`;
}

/** What nobody recognises is shown as it calls itself, shortly: it is the caller's own text. */
function unknownTool(name: string): string {
  if (name === "" || name === "unknown") return "an unknown tool";
  return `an unknown tool (${name.length > 40 ? `${name.slice(0, 39)}…` : name})`;
}

function originPhrase({ origin }: Change): string {
  if (origin.kind === "aws-service") return "";
  if (origin.kind === "aws-internal") return "from inside AWS";
  if (origin.kind === "unknown")
    return origin.name === "" ? "from an unknown address" : `from ${origin.name}`;
  const known = [origin.label, origin.label === undefined ? origin.network : undefined];
  const words = known.filter((word) => word !== undefined);
  return words.length === 0 ? `from ${origin.name}` : `from ${origin.name} (${words.join(", ")})`;
}

function timeLabel(at: string, today: string | undefined): string {
  const [day = "", time = at] = at.split("T");
  return day === today ? time : `${day} ${time}`;
}

/** ECS task ids are 32 hex characters; eight tell them apart well enough in a sentence. */
function shortId(id: string): string {
  return /^[0-9a-f]{32}$/.test(id) ? `${id.slice(0, 8)}…` : id;
}

function spaced(kind: string): string {
  return kind.replaceAll("-", " ");
}
