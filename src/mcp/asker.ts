import type { Answer } from "../ask/answer.ts";
import type { Arguments, Question } from "../ask/question.ts";

/** What answers a tool's call: whoever starts the server decides where it reads and what it keeps. */
export interface Asker {
  /** @throws OperatorError where the caller or the operator must act. */
  readonly ask: (question: Question, args: Arguments, hearing: Hearing) => Promise<Answer>;
  readonly now: () => Date;
  /** What was seen so far, account by account and day by day, as JSON. */
  readonly coverage: () => Promise<string>;
}

/** How the one who waits is told, and how they end it. */
export interface Hearing {
  readonly signal: AbortSignal;
  /** What is being read; absent where nobody asked to be told. */
  readonly hear?: (text: string) => void;
  /** "Now" of the question, where it is not the clock's: a further page is asked as of the first one. */
  readonly now?: Date;
}
