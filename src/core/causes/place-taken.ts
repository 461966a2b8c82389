import type { Effect } from "../effect.ts";
import { before, beganAt, citeEffect, isEndState } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { defineCauseRule, type Cause } from "../verdict.ts";

/** The scheduler starts another task within seconds; after failures it waits ever longer. */
const SHORTLY_MS = 5 * 60_000;

export const placeTaken = defineCauseRule({
  id: "place-taken",
  summary:
    "A task that the scheduler started without a new deployment or a higher count takes the place of one of the same deployment that ended shortly before, and is told by why that one ended.",
  fooledBy:
    "Several tasks that ended shortly before for different reasons: then nothing is concluded.",
  find: (subject, { effects }, judge) => {
    const verdicts = endedBefore(subject, effects).map(judge);
    const [first] = verdicts;
    if (first?.cause === undefined) return undefined;
    const { cause, subject: other } = first;
    if (verdicts.some((one) => sameKey(one.cause) !== sameKey(cause))) return undefined;
    const says = "a task of the same deployment that ended just before";
    return {
      cause:
        cause.kind === "change"
          ? cause
          : { ...cause, says: `it took the place of one that ended: ${cause.says}` },
      grade: first.confidence === "claimed" ? "claimed" : "inferred",
      evidence: [citeEffect("taskArn", other.resource.name, says, "inferred"), ...first.evidence],
      gaps: first.gaps,
      chain: [...first.chain, other],
    };
  },
});

/** The tasks of the same deployment that were told to end shortly before a task was started, each once. */
function endedBefore(subject: Effect, effects: readonly Effect[]): readonly Effect[] {
  const { kind, state, deployment } = subject;
  if (kind !== "task" || isEndState(state) || deployment === undefined) return [];
  const earliest = before(subject, SHORTLY_MS);
  const ended = new Map<string, Effect>();
  for (const one of effects) {
    const isEnd = one.kind === "task" && isEndState(one.state) && one.deployment === deployment;
    if (!isEnd || !isOfService(one, subject)) continue;
    const began = beganAt(one);
    if (began >= earliest && began <= subject.at) ended.set(one.resource.name, one);
  }
  return [...ended.values()];
}

function sameKey(cause: Cause | undefined): string {
  if (cause === undefined) return "";
  return cause.kind === "change" ? cause.change.eventID : cause.condition;
}
