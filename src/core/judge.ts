import type { Actor } from "./actor.ts";
import { causeRules } from "./causes/index.ts";
import type { Change } from "./change.ts";
import type { Effect } from "./effect.ts";
import type { Gap } from "./evidence.ts";
import { before, beganAt, callsJoined, shifted } from "./joined-calls.ts";
import { isOfService, serviceOf } from "./of-service.ts";
import { suspectsFor } from "./suspects.ts";
import type { FoundCause, Material, Verdict } from "./verdict.ts";

/**
 * Tells why an effect happened: the call that led to it, or the condition that did and that nobody called an API. Rules are
 * asked surest first. Where none knows, the cause is absent and the gap says what would tell. Never throws, never guesses.
 */
export function judge(subject: Effect, material: Material, depth = 0): Verdict {
  const judgeOther = (other: Effect): Verdict =>
    depth >= DEEPEST ? unexplained(other, material) : judge(other, material, depth + 1);
  for (const rule of causeRules) {
    const found = rule.find(subject, material, judgeOther);
    if (found) return tell(subject, material, rule.id, found);
  }
  return unexplained(subject, material);
}

/** A message about tasks, whose stop is told by a deployment, whose end is told by another: no story goes deeper. */
const DEEPEST = 4;

function tell(subject: Effect, material: Material, rule: string, found: FoundCause): Verdict {
  const { cause, grade, evidence, gaps = [], chain = [] } = found;
  const suspects = suspectsFor(subject, cause, material);
  const told = new Set([...chain, ...suspects.map(({ change }) => change)].map(idOf));
  const context = contextOf(subject, material);
  const isTold =
    context === undefined ||
    told.has(context.eventID) ||
    (cause.kind === "change" && cause.change.eventID === context.eventID);
  return {
    subject,
    cause,
    actor: cause.kind === "change" ? cause.change.actor : ecs(subject, "nobody called an API"),
    confidence: grade,
    rule,
    evidence,
    gaps,
    chain,
    ...(!isTold && { context }),
    ...(suspects.length > 0 && { suspects }),
  };
}

function idOf(one: Change | Effect): string {
  return "eventID" in one ? one.eventID : one.id;
}

function unexplained(subject: Effect, material: Material): Verdict {
  const context = contextOf(subject, material);
  return {
    subject,
    cause: undefined,
    actor: { ...ecs(subject, "what made it act is not known"), kind: "unknown", name: "unknown" },
    confidence: "claimed",
    rule: "none",
    evidence: [],
    gaps: [gapFor(subject)],
    chain: [],
    ...(context && { context }),
  };
}

function ecs({ account }: Effect, via: string): Actor {
  return {
    kind: "aws-service",
    name: "Amazon ECS",
    via,
    principal: "",
    account,
    through: [],
    evidence: [],
    gaps: [],
  };
}

/** The operations that a stop's words point to, and what is then unknown. */
const CALLERS: ReadonlyMap<string | undefined, readonly [unknown: string, operation: string]> =
  new Map([
    [
      "forced-deregistration",
      ["who deregistered the container instance", "DeregisterContainerInstance"],
    ],
    [
      "draining-stop",
      ["who set the container instance to DRAINING", "UpdateContainerInstancesState"],
    ],
    ["deployment-stopped", ["who stopped the deployment", "StopServiceDeployment"]],
    [
      "scaling-stop",
      ["who or what replaced the deployment or wanted fewer tasks", "UpdateService"],
    ],
  ]);

/** Somebody called, as ECS says, and the record of that is not at hand. */
function gapFor(subject: Effect): Gap {
  const { account, region, kind, stopCode, reading, startedBy = "", resource } = subject;
  const [unknown, operation] = CALLERS.get(reading?.family) ?? byKind();
  if (operation === undefined) {
    return { unknown: "why this happened", missing: "a change of the service shortly before it" };
  }
  const about = kind === "task" ? ` about task ${resource.name}` : "";
  const from = before(subject, LOOKED_BEFORE_MS);
  const to = shifted(subject.at, LOOKED_AFTER_MS);
  const missing =
    reading?.family === "scaling-stop"
      ? `the ${operation}, DeleteService or UpdateTaskSet event of the service`
      : `the ${operation} event${about}`;
  return {
    unknown,
    missing,
    lookups: [{ account, region, selector: `EventName=${operation}`, from, to }],
  };

  function byKind(): readonly [string, string?] {
    if (stopCode === "UserInitiated" || reading?.caller === "direct") {
      return ["who stopped the task", "StopTask"];
    }
    const isLoose = kind === "task" && !startedBy.startsWith("ecs-svc/");
    return isLoose ? ["who started the task", "RunTask"] : ["why this happened"];
  }
}

const LOOKED_BEFORE_MS = 30 * 60_000;
const LOOKED_AFTER_MS = 60_000;

/**
 * What a reader will want to know of besides: the latest change of the same service before it; of a task that belongs to
 * no service, who started it.
 */
function contextOf(subject: Effect, material: Material): Change | undefined {
  if (serviceOf(subject) === undefined) return startOf(subject, material);
  const began = beganAt(subject);
  return material.changes.findLast(
    (change) =>
      change.at <= began &&
      change.nature === "mutating" &&
      change.outcome.kind === "accepted" &&
      !change.noop &&
      isOfService(change, subject),
  );
}

function startOf(subject: Effect, material: Material): Change | undefined {
  if (subject.kind !== "task") return undefined;
  const { name } = subject.resource;
  return callsJoined({ kind: "task", name }, subject, material).find(({ change }) =>
    ["RunTask", "StartTask"].includes(change.eventName),
  )?.change;
}
