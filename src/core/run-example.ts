import { startWatch } from "./detect.ts";
import type { Detector } from "./detector.ts";
import { readExample } from "./rule-example.ts";
import type { Rule, RuleExample } from "./rule.ts";

/** Whether the last record of an example's story fires a rule or detector; a story that is none does not. */
export function runExample(example: RuleExample, about: Rule | Detector): boolean {
  const story = readExample(example);
  if ("flaw" in story) return false;
  const watch = startWatch({
    rules: "pattern" in about ? [about] : [],
    detectors: "pattern" in about ? [] : [about],
    hasLabels: story.standing.hasLabels === true,
    standing: () => story.standing,
  });
  const hits = story.told.map(({ change, record }) => watch.see(change, record));
  return (hits.at(-1) ?? []).length > 0;
}
