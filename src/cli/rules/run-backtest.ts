import { findings } from "../../ask/questions/findings.ts";
import { PACK, type WatchPolicy } from "../../ask/watch-policy.ts";
import { OperatorError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import { answerQuestion } from "../answer-question.ts";
import type { Invocation, Run } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";
import { loadRules } from "./load-rules.ts";
import { openPolicy } from "./open-policy.ts";

/** Asks for the findings of one rule, or of those in a file, over a long window. Suppressions do not hide anything here. */
export const runBacktest: Run = async (invocation, surroundings) => {
  const [word = "", ...words] = invocation.words;
  const policy = await policyFor(word, invocation, surroundings);
  const since = (invocation.flags["since"] ?? invocation.flags["at"]) ? {} : { since: "90d" };
  const flags = { ...invocation.flags, ...since, limit: "0" };
  return answerQuestion(findings, { flags, words }, surroundings, policy);
};

async function policyFor(
  word: string,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<WatchPolicy> {
  const policy = await openPolicy(invocation, surroundings);
  const known = { ...policy, suppressions: [], adjustments: withoutSwitches(policy) };
  if (/[./\\]/.test(word)) {
    const loaded = await loadRules(word);
    return { ...known, rules: loaded.map(({ rule }) => rule), detectors: [] };
  }
  const rules = policy.rules.filter(({ id }) => id === word);
  const detectors = policy.detectors.filter(({ id }) => id === word);
  if (rules.length + detectors.length > 0) return { ...known, rules, detectors };
  const [near] = nearest(
    word,
    [...policy.rules, ...PACK.detectors].map(({ id }) => id),
  );
  throw new OperatorError("bad-argument", `<rule>: ${JSON.stringify(word)} is no rule.`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}Name a rule or a file of rules; tasktrail rules list shows all.`,
  });
}

/** A rule that is switched off can still be tried. */
function withoutSwitches({ adjustments }: WatchPolicy): NonNullable<WatchPolicy["adjustments"]> {
  return new Map([...(adjustments ?? [])].map(([id, one]) => [id, { ...one, off: false }]));
}
