import type { Condition, Effect } from "../effect.ts";
import { citeEffect } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

export const condition = defineCauseRule({
  id: "condition",
  summary:
    "ECS itself says why, in a stop code, a stop reason or a message that it writes: nobody called an API.",
  fooledBy:
    "A StopTask whose reason imitates ECS's words: it has the stop code UserInitiated, and is not believed.",
  find: (subject, material) => {
    const { reading, stopCode, message, kind } = subject;
    if (reading?.condition === undefined || stopCode === "UserInitiated") return undefined;
    const words = message === "" ? (stopCode ?? "") : message;
    const field = kind === "task" ? "stoppedReason" : "message";
    return {
      cause: { kind: "condition", condition: reading.condition, says: reading.says },
      grade: "proven",
      evidence: [
        citeEffect(field, words, "ECS's own words"),
        ...(stopCode === undefined ? [] : [citeEffect("stopCode", stopCode, "ECS's own code")]),
        ...containers(subject),
      ],
      chain: signsBefore(subject, reading.condition, material),
    };
  },
});

function containers({ containers: ended }: Effect): FoundCause["evidence"] {
  return ended
    .filter(({ exitCode, reason }) => reason !== undefined || (exitCode ?? 0) !== 0)
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
  const earliest = Date.parse(subject.at) - SIGNS_MS;
  return effects
    .filter(
      (one) =>
        one.id !== subject.id &&
        one.at <= subject.at &&
        Date.parse(one.at) >= earliest &&
        one.reading?.condition === wanted &&
        isOfService(one, subject),
    )
    .slice(-MOST_SIGNS);
}
