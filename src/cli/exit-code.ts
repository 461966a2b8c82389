/** What `tasktrail` exits with. */
export const exitCode = {
  answered: 0,
  /** Answered, and the condition asked for held (`--fail-on high`). */
  conditionHeld: 1,
  /** The operator must act: a bad argument, no credentials, an input that is not there. */
  operatorError: 2,
  /** Answered, but coverage is incomplete and `--strict` was given. */
  incomplete: 3,
  /** A bug of ours. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
