import type { Severity } from "../core/finding.ts";
import type { Rule } from "../core/rule.ts";
import type { Suppression } from "../core/suppress.ts";

/** The file beside the function's code that `tasktrail export` writes. */
export const SETTINGS_FILE = "settings.json";

/** What the function does. No secret stands in it. */
export interface LambdaSettings {
  readonly version: 1;
  readonly rules: readonly LambdaRule[];
  readonly suppressions: readonly Suppression[];
  /** URIs of sinks besides the topic, secrets as `env/NAME`. */
  readonly sinks: readonly string[];
  readonly atLeast: Severity;
}

/** A rule without its examples. */
export type LambdaRule = Omit<Rule, "examples">;
