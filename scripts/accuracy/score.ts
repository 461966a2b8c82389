import type { Change } from "../../src/core/change.ts";
import type { Case } from "./corpus.ts";
import { judge, type Judgement, type Verdict } from "./judge.ts";
import { tryCase } from "./try-case.ts";

/** A case, what came out, and how that holds against the truth. */
export interface Tried {
  readonly one: Case;
  readonly change: Change;
  readonly judgement: Judgement;
}

/** What must hold. */
export interface Goals {
  /** The share that is right of the cases whose records contain the answer, from 0 to 1. */
  readonly right: number;
  /** Wrong answers that are called proven or inferred, or that bear no grade and so read as facts. */
  readonly wrongAsFact: number;
  readonly areMet: boolean;
}

export const LEAST_RIGHT = 0.97;

/** Runs each case. */
export function tryAll(cases: readonly Case[]): readonly Tried[] {
  return cases.map((one) => {
    const change = tryCase(one);
    return { one, change, judgement: judge(one.truth, change) };
  });
}

export function goalsOf(tried: readonly Tried[]): Goals {
  const answerable = tried.filter(({ one }) => one.answerInRecords);
  const right = answerable.length === 0 ? 1 : countOf(answerable, "right") / answerable.length;
  const wrongAsFact = tried.filter(isWrongAsFact).length;
  return { right, wrongAsFact, areMet: right >= LEAST_RIGHT && wrongAsFact === 0 };
}

export function isWrongAsFact({ judgement: { verdict, grade } }: Tried): boolean {
  return verdict === "wrong" && grade !== "claimed";
}

export function countOf(tried: readonly Tried[], verdict: Verdict): number {
  return tried.filter(({ judgement }) => judgement.verdict === verdict).length;
}
