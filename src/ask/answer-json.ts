import type { Change } from "../core/change.ts";
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
    ...(answer.explained && { explained: answer.explained }),
    counts: answer.counts,
    coverage: answer.coverage,
    notes: answer.notes,
    unreadable: answer.unreadable,
  };
}

/** One change of the contract. */
export function changeJson(change: Change) {
  const { state: _state, ...said } = change;
  return said;
}
