import type { Condition, Effect } from "../effect.ts";
import { before, citeEffect } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { rolloutAround } from "../rollouts.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

export const condition = defineCauseRule({
  id: "condition",
  summary:
    "ECS itself says why, in a stop code, a stop reason or a message that it writes: nobody called an API. Where a deployment was under way, the call that made it is told beside it.",
  fooledBy:
    "A StopTask whose reason imitates ECS's words: it has the stop code UserInitiated, and is not believed.",
  find: (subject, material) => {
    const { reading, stopCode, message, kind } = subject;
    const known = conditionOf(subject);
    if (!reading || known === undefined) return undefined;
    const words = message === "" ? (stopCode ?? "") : message;
    const rollout = NOT_OF_A_ROLLOUT.has(known) ? undefined : rolloutAround(subject, material);
    return {
      cause: { kind: "condition", condition: known, says: reading.says },
      grade: "proven",
      evidence: [
        citeEffect(kind === "task" ? "stoppedReason" : "message", words, "ECS's own words"),
        ...(stopCode === undefined ? [] : [citeEffect("stopCode", stopCode, "ECS's own code")]),
        ...containers(subject),
      ],
      chain: [...(rollout ? [rollout.made.change] : []), ...signsBefore(subject, known, material)],
    };
  },
});

/** AWS takes these tasks whatever was deployed. */
const NOT_OF_A_ROLLOUT: ReadonlySet<Condition> = new Set<Condition>([
  "az-rebalancing",
  "completed",
  "infrastructure-health",
  "maintenance",
  "spot-interruption",
]);

/** A task that ends well has no condition in ECS's words; that it ended is its own doing all the same. */
function conditionOf({ reading, stopCode, kind }: Effect): Condition | undefined {
  if (stopCode === "UserInitiated") return undefined;
  const isOver = kind === "task" && reading?.family === "essential-container";
  return reading?.condition ?? (isOver ? "completed" : undefined);
}

function containers({ containers: ended }: Effect): FoundCause["evidence"] {
  return ended
    .filter(({ exitCode, reason }) => reason !== undefined || exitCode !== undefined)
    .map(({ name, exitCode, reason }) =>
      citeEffect(
        `containers[${name}]`,
        [exitCode === undefined ? "" : `exit code ${String(exitCode)}`, reason ?? ""]
          .filter((word) => word !== "")
          .join(", "),
        "how a container ended",
      ),
    );
}

const SIGNS_MS = 15 * 60_000;
const MOST_SIGNS = 5;

/** Earlier effects of the same service that say the same: the unhealthy targets before the stop. */
function signsBefore(subject: Effect, wanted: Condition, { effects }: Material): readonly Effect[] {
  const earliest = before(subject, SIGNS_MS);
  return effects
    .filter(
      (one) =>
        one.id !== subject.id &&
        one.at <= subject.at &&
        one.at >= earliest &&
        one.reading?.condition === wanted &&
        isOfService(one, subject),
    )
    .slice(-MOST_SIGNS);
}
