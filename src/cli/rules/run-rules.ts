import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { PACK, type WatchPolicy } from "../../ask/watch-policy.ts";
import type { Detector } from "../../core/detector.ts";
import { OperatorError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import type { Rule } from "../../core/rule.ts";
import { isOn, textOf, type Invocation, type Run } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { newRuleText } from "./new-rule-text.ts";
import { openPolicy } from "./open-policy.ts";
import { exportSigma } from "./export-sigma.ts";
import { testRules } from "./test-rules.ts";

/** Lists, shows, tests, begins or exports rules. */
export const runRules: Run = async (invocation, surroundings) => {
  const [verb = "", ...words] = invocation.words;
  const run = VERBS.get(verb);
  if (run === undefined) {
    const [near] = nearest(verb, [...VERBS.keys()]);
    throw new OperatorError("bad-argument", `<word>: ${JSON.stringify(verb)} is none.`, {
      hint: `${near === undefined ? "" : `Did you mean ${near}? `}Write one of ${[...VERBS.keys()].join(", ")}.`,
    });
  }
  return run(words, invocation, surroundings);
};

type Verb = (
  words: readonly string[],
  invocation: Invocation,
  surroundings: Surroundings,
) => Promise<ExitCode>;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["list", list],
  ["show", show],
  ["test", testRules],
  ["new", begin],
  ["export", exportSigma],
]);

async function list(
  _words: readonly string[],
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const policy = await openPolicy(invocation, surroundings);
  const all = [...policy.rules, ...policy.detectors].map((one) => ({
    id: one.id,
    kind: "pattern" in one ? "rule" : "detector",
    severity: policy.adjustments?.get(one.id)?.severity ?? one.severity,
    off: policy.adjustments?.get(one.id)?.off === true,
    own: "pattern" in one && !PACK.rules.includes(one),
    title: one.title,
    attack: one.attack,
  }));
  const width = Math.max(...all.map(({ id }) => id.length));
  const lines = all.map(({ id, severity, off, own, kind, title }) => {
    const marks = [kind === "detector" ? "detector" : "", own ? "own" : "", off ? "off" : ""];
    const said = marks.filter((mark) => mark !== "").join(", ");
    return `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}${said === "" ? "" : ` (${said})`}`;
  });
  const text = [
    ...lines,
    "",
    `${String(policy.rules.length)} rules, ${String(policy.detectors.length)} detectors`,
  ];
  write(surroundings, invocation, { schemaVersion: 1, rules: all }, text);
  return exitCode.answered;
}

async function show(
  [id = ""]: readonly string[],
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const policy = await openPolicy(invocation, surroundings);
  const about = find(policy, id);
  write(surroundings, invocation, about, await showText(about));
  return exitCode.answered;
}

function find({ rules, detectors }: WatchPolicy, id: string): Rule | Detector {
  const all = [...rules, ...detectors];
  const about = all.find((one) => one.id === id);
  if (about !== undefined) return about;
  const [near] = nearest(
    id,
    all.map((one) => one.id),
  );
  throw new OperatorError("not-found", `There is no rule ${JSON.stringify(id)}.`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}tasktrail rules list shows all.`,
  });
}

async function showText(about: Rule | Detector): Promise<readonly string[]> {
  const yaml = await import("yaml");
  const { fires, silent } = about.examples;
  const part = (label: string, text: string): readonly string[] =>
    text === "" ? [] : [`${label.padEnd(10)}${text}`];
  return [
    `${about.severity}  ${about.title} (${about.id})`,
    "",
    ...part("why", about.why),
    ...part("harmless", about.falsePositives),
    ...part("next", about.next),
    ...part("ATT&CK", about.attack.join(", ")),
    ...part("controls", about.controls.join(", ")),
    "",
    ...("pattern" in about
      ? ["pattern", ...indented(yaml.stringify(about.pattern, { lineWidth: 0 }))]
      : [
          "parameters",
          ...about.parameters.map((one) => `  ${one.name}: ${String(one.default)}  ${one.summary}`),
        ]),
    "",
    ...fires.map(({ title }) => `fires   ${title}`),
    ...silent.map(({ title }) => `silent  ${title}`),
  ];
}

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
}

async function begin(
  [id = ""]: readonly string[],
  invocation: Invocation,
  { cwd, stdout }: Surroundings,
): Promise<ExitCode> {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) || id.length > 60) {
    throw new OperatorError("bad-argument", `<id>: ${JSON.stringify(id)} is no id for a rule.`, {
      hint: "Write it in kebab-case: no-friday-deploys",
    });
  }
  const file = `${id}.yaml`;
  try {
    await writeFile(join(cwd, file), newRuleText(id), {
      flag: isOn(invocation, "force") ? "w" : "wx",
    });
  } catch (cause) {
    throw new OperatorError("bad-input", `${file} cannot be written.`, {
      hint: "Where it is there already, --force replaces it.",
      cause,
    });
  }
  stdout.write(
    `${file} is written: change its pattern and examples, then\n  tasktrail rules test ${file}\n  tasktrail backtest ./${file} --since 90d\n`,
  );
  return exitCode.answered;
}

function write(
  { stdout }: Surroundings,
  invocation: Invocation,
  value: unknown,
  text: readonly string[],
): void {
  stdout.write(
    textOf(invocation, "output") === "json"
      ? `${JSON.stringify(value, null, 2)}\n`
      : text.map((line) => `${neutraliseForTerminal(line).trimEnd()}\n`).join(""),
  );
}
