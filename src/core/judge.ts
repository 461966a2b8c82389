import type { Actor } from "./actor.ts";
import { causeRules } from "./causes/index.ts";
import type { Change } from "./change.ts";
import type { Effect } from "./effect.ts";
import type { Gap } from "./evidence.ts";
import { isOfService } from "./of-service.ts";
import type { Cause, Material, Verdict } from "./verdict.ts";

/**
 * Tells why an effect happened: the call that led to it, or the condition that did and that nobody called an API. Rules are
 * asked surest first. Where none knows, the cause is absent and the gap says what would tell. Never throws, never guesses.
 */
export function judge(subject: Effect, material: Material, depth = 0): Verdict {
  const judgeOther = (other: Effect): Verdict =>
    depth >= DEEPEST ? unexplained(other, material) : judge(other, material, depth + 1);
  for (const rule of causeRules) {
    const found = rule.find(subject, material, judgeOther);
    if (found === undefined) continue;
    const { cause, grade, evidence, gaps = [], chain = [] } = found;
    const context = latestBefore(subject, material);
    const isCause = cause.kind === "change" && context?.eventID === cause.change.eventID;
    return {
      subject,
      cause,
      actor: actorOf(cause, subject),
      confidence: grade,
      rule: rule.id,
      evidence,
      gaps,
      chain,
      ...(context && !isCause && { context }),
    };
  }
  return unexplained(subject, material);
}

/** A message about tasks, whose stop is told by a deployment, whose end is told by another: no story goes deeper. */
const DEEPEST = 4;

function unexplained(subject: Effect, material: Material): Verdict {
  const context = latestBefore(subject, material);
  return {
    subject,
    cause: undefined,
    actor: schedulerFor(subject, "unknown", "what made it act is not known"),
    confidence: "claimed",
    rule: "none",
    evidence: [],
    gaps: [gapFor(subject)],
    chain: [],
    ...(context && { context }),
  };
}

/** A person stopped it, as ECS says, and the record of that is not at hand. */
function gapFor(subject: Effect): Gap {
  const { account, region, at, stopCode, reading } = subject;
  const isByCall = stopCode === "UserInitiated" || reading?.caller === "direct";
  if (!isByCall)
    return { unknown: "why this happened", missing: "a change of the service shortly before it" };
  const until = Date.parse(at);
  return {
    unknown: "who stopped the task",
    missing: `the StopTask event about task ${subject.resource.name}`,
    lookups: [
      {
        account,
        region,
        selector: "EventName=StopTask",
        from: new Date(until - BEFORE_MS).toISOString(),
        to: new Date(until + AFTER_MS).toISOString(),
      },
    ],
  };
}

/** A task may take its stopTimeout, and a load balancer's deregistration delay, to stop. */
const BEFORE_MS = 30 * 60_000;
const AFTER_MS = 60_000;

function actorOf(cause: Cause, subject: Effect): Actor {
  return cause.kind === "change"
    ? cause.change.actor
    : schedulerFor(subject, "aws-service", "nobody called an API");
}

function schedulerFor(subject: Effect, kind: Actor["kind"], via: string): Actor {
  return {
    kind,
    name: kind === "unknown" ? "unknown" : "Amazon ECS",
    via,
    principal: "",
    account: subject.account,
    ...(kind !== "unknown" && { grade: "proven" }),
    through: [],
    evidence: [],
    gaps: [],
  };
}

/** The latest change of the same service before it, which a reader will want to know of. */
function latestBefore(subject: Effect, { changes }: Material): Change | undefined {
  return changes.findLast(
    (change) =>
      change.at <= subject.at &&
      change.nature === "mutating" &&
      change.outcome.kind === "accepted" &&
      !change.noop &&
      isOfService(change, subject),
  );
}
