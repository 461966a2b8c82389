/** Every way in which the operator is the one who has to act. docs/reference/errors.md says what to do about each. */
export type ErrorCode =
  | "access-denied"
  | "bad-argument"
  | "bad-input"
  | "expired-credentials"
  | "ledger-busy"
  | "ledger-unusable"
  | "no-credentials"
  | "no-region"
  | "not-found"
  | "unreachable"
  | "unsupported-node";

/** Something the person at the keyboard can put right: printed as what, hint and where to read more; exit code 2, no stack. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
  readonly code: ErrorCode;
  /** What to do next, as a sentence. */
  readonly hint: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.hint = options.hint;
  }
}
