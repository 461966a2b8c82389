import type { Change } from "../core/change.ts";
import { isChange } from "../core/sentence-of-verdict.ts";
import type { Cause, Verdict } from "../core/verdict.ts";
import type { Answer } from "./answer.ts";

/** Raised when a field changes its meaning or goes away; new fields do not raise it. */
export const SCHEMA_VERSION = 1;

/** The answer as the documented contract has it; docs/reference/answer.schema.json describes every field. */
export function answerJson(answer: Answer) {
  return {
    schemaVersion: SCHEMA_VERSION,
    question: answer.question,
    sentence: answer.sentence,
    window: answer.window,
    now: answer.now,
    changes: answer.changes.map(changeJson),
    findings: answer.findings,
    ...(answer.effects && { effects: answer.effects }),
    ...(answer.verdicts && { verdicts: answer.verdicts.map(verdictJson) }),
    ...(answer.explained && { explained: answer.explained }),
    counts: answer.counts,
    coverage: answer.coverage,
    notes: answer.notes,
    unreadable: answer.unreadable,
  };
}

/** One verdict of the contract: effects and changes by their ids. */
function verdictJson(verdict: Verdict) {
  const { subject, cause, chain, context, suspects, ...said } = verdict;
  return {
    effect: subject.id,
    ...(cause && { cause: causeJson(cause) }),
    ...said,
    chain: chain.map((one) => (isChange(one) ? { change: one.eventID } : { effect: one.id })),
    ...(context && { context: context.eventID }),
    ...(suspects && {
      suspects: suspects.map(({ change, ...why }) => ({ change: changeJson(change), ...why })),
    }),
  };
}

function causeJson(cause: Cause) {
  return cause.kind === "change" ? { kind: cause.kind, change: changeJson(cause.change) } : cause;
}

/** One change of the contract. */
export function changeJson(change: Change) {
  const { state: _state, ...said } = change;
  return said;
}
