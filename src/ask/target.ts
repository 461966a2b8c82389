import { parseArn, readEcsArn, type EcsArn } from "../core/arn.ts";
import type { Change, Intent, Resource } from "../core/change.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import { OperatorError } from "../core/errors.ts";
import type { ResourceSelector } from "../ledger/ledger.ts";

/** One way to understand what was typed. */
export interface Reading {
  readonly kind: "service" | "cluster" | "task" | "task-definition" | "other";
  readonly name: string;
  readonly cluster?: string;
  /** For `other`: the kind that an ARN named. Absent: any kind but those above. */
  readonly otherKind?: string;
}

/** What a person typed to name an ECS thing, and every way it can be understood. */
export interface Target {
  readonly text: string;
  /** From an ARN. */
  readonly account?: string;
  readonly region?: string;
  readonly readings: readonly Reading[];
}

const TASK_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const NAMED_KINDS: ReadonlySet<string> = new Set([
  "capacity-provider",
  "cluster",
  "container-instance",
  "daemon",
  "gateway",
  "service",
  "service-deployment",
  "task",
  "task-definition",
  "task-set",
]);

/**
 * Reads a target: a service, `cluster/service`, a task id, `family:revision`, `kind/name` as in an ARN, or any ECS ARN.
 * A bare name may be a service, a cluster, a task definition family or something else in ECS: all are looked for.
 *
 * @throws OperatorError `bad-argument` for what cannot be any of these.
 */
export function parseTarget(typed: string): Target {
  const text = typed.trim();
  if (text === "" || /\s/.test(text) || text.length > 2048) throw notATarget(text);
  if (text.startsWith("arn:")) return readArn(text);
  return { text, readings: readPath(text) };
}

/** What to look for in the ledger: everything in a cluster, a family's every revision, the tasks of a service. */
export function selectorsOf({ readings }: Target): readonly ResourceSelector[] {
  return readings.map(({ kind, name, cluster, otherKind }) => {
    if (kind === "cluster") return { cluster: name };
    const where = cluster === undefined ? {} : { cluster };
    if (kind === "task") return { kind, name: name.toLowerCase(), ...where };
    if (kind !== "other") return { kind, name, ...where };
    return { name, ...where, ...(otherKind !== undefined && { kind: otherKind }) };
  });
}

/** What to ask ECS about a target, where it can be a service, a cluster or a task. */
export function effectsOf({ readings }: Target): { readonly effects?: EffectTarget } {
  const service = readings.find(({ kind }) => kind === "service");
  if (service) {
    const { name, cluster } = service;
    return { effects: { service: name, ...(cluster !== undefined && { cluster }) } };
  }
  const other = readings.find(({ kind }) => kind === "task" || kind === "cluster");
  if (!other) return {};
  return { effects: other.kind === "task" ? { task: other.name } : { cluster: other.name } };
}

/** The readings under which a change is about the target; empty where it is not. */
export function readingsOf(target: Target, change: Change): readonly Reading[] {
  if (target.account !== undefined && change.account !== target.account) return [];
  if (target.region !== undefined && change.region !== target.region) return [];
  return target.readings.filter((reading) =>
    touchedBy(change, reading).some((resource) => fitsReading(reading, resource)),
  );
}

/** Every answer about a service names its task definition, but only some calls put it to use. */
const USES_DEFINITION: ReadonlySet<Intent> = new Set<Intent>([
  "create",
  "deploy",
  "rollback",
  "run-task",
]);

function touchedBy({ resource, related, intent }: Change, { kind }: Reading): readonly Resource[] {
  const isOnlyNamed = kind === "task-definition" && !USES_DEFINITION.has(intent);
  return isOnlyNamed ? [resource] : [resource, ...related];
}

function fitsReading(reading: Reading, resource: Resource): boolean {
  const { kind, name, cluster } = reading;
  // An ARN of the old form names no cluster.
  if (cluster !== undefined && resource.cluster !== cluster) return false;
  return FITS[kind](name, resource, reading.otherKind);
}

type Fits = (name: string, resource: Resource, otherKind: string | undefined) => boolean;

const FITS: Readonly<Record<Reading["kind"], Fits>> = {
  cluster: (name, resource) =>
    resource.cluster === name || (resource.kind === "cluster" && resource.name === name),
  service: (name, resource) => resource.service === name,
  task: (name, resource) =>
    resource.kind === "task" && resource.name.toLowerCase() === name.toLowerCase(),
  "task-definition": (name, resource) =>
    resource.kind === "task-definition" &&
    (resource.name === name || (!name.includes(":") && resource.name.startsWith(`${name}:`))),
  other: (name, resource, otherKind) =>
    resource.name === name &&
    (otherKind === undefined ? !isCommon(resource) : resource.kind === otherKind),
};

function isCommon({ kind }: Resource): boolean {
  return kind === "service" || kind === "cluster" || kind === "task" || kind === "task-definition";
}

function readPath(text: string): readonly Reading[] {
  const [first = "", ...rest] = text.split("/");
  if (rest.some((part) => part === "") || first === "") throw notATarget(text);
  if (rest.length === 0) return readName(text);
  if (NAMED_KINDS.has(first)) return [readKind(text)];
  if (rest.length > 1) throw notATarget(text);
  const [name = ""] = rest;
  if (TASK_ID.test(name)) return [{ kind: "task", name, cluster: first }];
  return [
    { kind: "service", name, cluster: first },
    { kind: "other", name, cluster: first },
  ];
}

function readName(name: string): readonly Reading[] {
  if (TASK_ID.test(name)) {
    return [
      { kind: "task", name },
      { kind: "other", name },
    ];
  }
  if (/^[^:]+:\d+$/.test(name)) {
    return [
      { kind: "task-definition", name },
      { kind: "other", name, otherKind: "daemon-task-definition" },
    ];
  }
  if (name.includes(":")) throw notATarget(name);
  return [
    { kind: "service", name },
    { kind: "cluster", name },
    { kind: "task-definition", name },
    { kind: "other", name },
  ];
}

function readArn(text: string): Target {
  const parsed = parseArn(text);
  if (parsed !== undefined && parsed.service !== "ecs") {
    throw new OperatorError(
      "bad-argument",
      `<target>: ${text} is an ARN of ${parsed.service === "" ? "nothing" : parsed.service}, not of ECS`,
      { hint: "Name an ECS service, cluster, task or task definition." },
    );
  }
  const named = readEcsArn(text);
  if (named === undefined || named.name === "" || !text.includes("/")) throw notATarget(text);
  return {
    text,
    ...(named.account !== "" && { account: named.account }),
    ...(named.region !== "" && { region: named.region }),
    readings: [readingOf(named)],
  };
}

/** `service/prod/checkout` is the last part of an ARN. */
function readKind(text: string): Reading {
  const named = readEcsArn(`arn:aws:ecs:::${text}`);
  if (named === undefined || named.name === "") throw notATarget(text);
  return readingOf(named);
}

function readingOf({ kind, name, cluster, service }: EcsArn): Reading {
  const where = cluster === undefined ? {} : { cluster };
  if (kind === "cluster" || kind === "task-definition" || kind === "service" || kind === "task") {
    return { kind, name, ...where };
  }
  if (kind === "service-revision" && service !== undefined) {
    return { kind: "service", name: service, ...where };
  }
  return { kind: "other", otherKind: kind, name, ...where };
}

function notATarget(text: string): OperatorError {
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return new OperatorError(
    "bad-argument",
    `<target>: ${JSON.stringify(shown)} does not name an ECS resource`,
    {
      hint: "Write a service, cluster/service, a cluster, a task id, family:revision, or an ECS ARN.",
    },
  );
}
