import { resolve } from "node:path";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { PACK } from "../../ask/watch-policy.ts";
import { runExample } from "../../core/run-example.ts";
import type { Detector } from "../../core/detector.ts";
import type { Rule, RuleExample } from "../../core/rule.ts";
import { textOf, textsOf, type Invocation } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { loadRules, type LoadedRule } from "./load-rules.ts";

/** Runs the examples of rules: of the named files, else of the pack and of `--rules`. */
export async function testRules(
  words: readonly string[],
  invocation: Invocation,
  { cwd, stdout }: Surroundings,
): Promise<ExitCode> {
  const places = [...words, ...textsOf(invocation, "rules")].map((place) => resolve(cwd, place));
  const own = (await Promise.all(places.map(loadRules))).flat();
  const packed = places.length > 0 ? [] : [...PACK.rules, ...PACK.detectors];
  const results = [...packed, ...own.map(({ rule }) => rule)].flatMap(runAll);
  const wrong = results.filter(({ ok }) => !ok);
  const untested = own.filter(({ rule }) => rule.examples.fires.length === 0);
  const lines = [
    ...wrong.map(
      ({ id, expected, title }) =>
        `wrong   ${id} should ${expected === "fires" ? "fire" : "be silent"}: ${title}`,
    ),
    ...untested.map(({ rule, file }) => `untested ${rule.id} in ${file} has no example that fires`),
    ...own.flatMap(noteLines),
    `${String(results.length - wrong.length)} of ${String(results.length)} examples hold`,
  ];
  const report = { schemaVersion: 1, results, untested: untested.map(({ rule }) => rule.id) };
  stdout.write(
    textOf(invocation, "output") === "json"
      ? `${JSON.stringify(report, null, 2)}\n`
      : lines.map((line) => `${neutraliseForTerminal(line)}\n`).join(""),
  );
  return wrong.length > 0 ? exitCode.conditionHeld : exitCode.answered;
}

function noteLines({ rule, notes }: LoadedRule): readonly string[] {
  return notes.map((note) => `note    ${rule.id}: ${note}`);
}

interface Result {
  readonly id: string;
  readonly expected: "fires" | "silent";
  readonly title: string;
  readonly ok: boolean;
}

function runAll(about: Rule | Detector): readonly Result[] {
  const run =
    (expected: Result["expected"]) =>
    (example: RuleExample): Result => ({
      id: about.id,
      expected,
      title: example.title,
      ok: runExample(example, about) === (expected === "fires"),
    });
  return [...about.examples.fires.map(run("fires")), ...about.examples.silent.map(run("silent"))];
}
