import type { Answer } from "../ask/answer.ts";

/** The answer from what the ledger holds, asked again only when something has been added to it. */
export interface AskedOnce {
  readonly soFar: () => Answer;
  readonly forget: () => void;
}

export function askOnce(ask: () => Answer): AskedOnce {
  let answer: Answer | undefined;
  return {
    soFar: () => (answer ??= ask()),
    forget: () => {
      answer = undefined;
    },
  };
}
