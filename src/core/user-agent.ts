/** A `userAgent` taken apart: products (`name/version`), key-value parts (`md/command#ecs.update-service`) and comments. */
export interface UserAgent {
  /** The whole text, without surrounding brackets. */
  readonly text: string;
  /** `aws-cli/2.35.19` → `{ name: "aws-cli", version: "2.35.19" }`, in order. A word without `/` has no version. */
  readonly products: readonly { readonly name: string; readonly version?: string }[];
  /** Texts in parentheses, without them. */
  readonly comments: readonly string[];
}
