import type { About } from "./finding.ts";
import type { EventPattern } from "./pattern.ts";
import type { JsonObject } from "./record.ts";

/**
 * What deserves a look, one per file in rules/: an EventBridge pattern over the decoded event, `{ detail: <the record>,
 * tasktrail: <actor, tool, intent, settings …> }` (docs/reference/rule-event.schema.json). A pattern that touches only the
 * envelope and `detail` is also a native EventBridge rule.
 */
export interface Rule extends About {
  readonly pattern: EventPattern;
  readonly examples: {
    readonly fires: readonly RuleExample[];
    readonly silent: readonly RuleExample[];
  };
}

/** Run as a test: what must fire the rule, and what must not. */
export interface RuleExample {
  readonly title: string;
  /** Parts of a CloudTrail record, in its own words; what is absent is filled in. `by` stands for a known caller. */
  readonly record: JsonObject;
  /** Who calls: person (the default), iam-user, root, pipeline, role, auto-scaling, other-account, instance. */
  readonly by?: string;
  /** Records that came before, oldest first: they tell what was there. */
  readonly earlier?: readonly JsonObject[];
  readonly given?: ExampleSurroundings;
}

/** What is known besides the records. */
export interface ExampleSurroundings {
  readonly environment?: string;
  readonly changeWindow?: "inside" | "outside";
  /** The user's label of the address; `""` where networks are labelled and this one is not. */
  readonly label?: string;
  /** The country of an address: `{ "203.0.113.7": "DE" }`. */
  readonly countries?: Readonly<Record<string, string>>;
}

/** Returns its argument. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
