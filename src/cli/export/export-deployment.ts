import { resolve } from "node:path";
import { readFile } from "node:fs/promises";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import type { WatchPolicy } from "../../ask/watch-policy.ts";
import { OperatorError } from "../../core/errors.ts";
import { SEVERITIES } from "../../core/finding.ts";
import { compilePattern } from "../../core/pattern.ts";
import { isObject, type Json } from "../../core/record.ts";
import type { Rule } from "../../core/rule.ts";
import { writeCloudFormation } from "../../export/cloudformation.ts";
import {
  planDeployment,
  type Deployment,
  type DeploymentOptions,
} from "../../export/deployment.ts";
import { writeTerraform } from "../../export/terraform.ts";
import { BUNDLE } from "../../lambda/bundle.ts";
import { SETTINGS_FILE, type LambdaSettings } from "../../lambda/settings.ts";
import { textOf, textsOf, type Invocation } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { openPolicy } from "../rules/open-policy.ts";
import type { Surroundings } from "../surroundings.ts";
import { sinksOf } from "./sinks-of.ts";
import { writeFiles } from "./write-files.ts";

/** Writes all that is needed to run the rules in AWS: the template, and the function's code in a zip. */
export async function exportDeployment(
  language: "terraform" | "cloudformation",
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { cwd, stdout, stderr } = surroundings;
  const policy = await openPolicy(invocation, surroundings);
  const deployment = planDeployment(optionsOf(invocation, policy));
  const files =
    language === "terraform" ? writeTerraform(deployment) : writeCloudFormation(deployment);
  const out = textOf(invocation, "out") ?? `tasktrail-${language}`;
  for (const line of notesOf(deployment)) stderr.write(`${neutraliseForTerminal(line)}\n`);
  if (out === "-") {
    stdout.write(files.map(({ path, text }) => `# ${path}\n${text}`).join("\n"));
    return exitCode.answered;
  }
  const zip = deployment.feed.length === 0 ? [] : [await zipOf(invocation, deployment, policy)];
  const written = await writeFiles([...files, ...zip], resolve(cwd, out), invocation);
  stdout.write(written.map((path) => `${neutraliseForTerminal(path)}\n`).join(""));
  return exitCode.answered;
}

function optionsOf(invocation: Invocation, policy: WatchPolicy): DeploymentOptions {
  const native = textOf(invocation, "native");
  const organization = textOf(invocation, "organization");
  return {
    ...sinksOf(textsOf(invocation, "sink"), textOf(invocation, "partition") ?? "aws"),
    name: textOf(invocation, "name") ?? "tasktrail",
    rules: adjusted(policy),
    native: native === "all" || native === "none" ? native : "exact",
    emails: textsOf(invocation, "email"),
    ...(organization !== undefined && { organization }),
  };
}

/** The rules as the configuration wants them. */
function adjusted({ rules, adjustments }: WatchPolicy): readonly Rule[] {
  return rules.flatMap((rule) => {
    const { off = false, severity } = adjustments?.get(rule.id) ?? {};
    return off ? [] : [severity === undefined ? rule : { ...rule, severity }];
  });
}

/** What only the configuration or the ledger knows, and the function does not. */
const UNKNOWN_THERE = new Map([
  ["tasktrail.environment", "the environment"],
  ["tasktrail.changeWindow", "the change window"],
  ["tasktrail.origin.label", "labels of networks"],
  ["tasktrail.origin.labelled", "labels of networks"],
  ["tasktrail.origin.network", "networks"],
  ["tasktrail.origin.country", "countries"],
]);

function notesOf({ lambdaRules, left, natives }: Deployment): readonly string[] {
  const blind = lambdaRules.flatMap((rule) => {
    const asked = new Set(askedInVain(rule));
    return asked.size === 0 ? [] : [`${rule.id} (${[...asked].join(", ")})`];
  });
  return [
    `${String(natives.length)} rules are held by EventBridge itself, ${String(lambdaRules.length)} by the function.`,
    ...(left.length === 0
      ? []
      : [`Without a function nobody runs ${left.map(({ id }) => id).join(", ")}.`]),
    ...(blind.length === 0
      ? []
      : [
          `The function does not know what these ask for: ${blind.join(", ")}. tasktrail watch does.`,
        ]),
  ];
}

/** A rule that also takes what is not known can fire. */
function askedInVain({ pattern }: Rule): readonly string[] {
  const { fields } = compilePattern(pattern);
  return [...UNKNOWN_THERE].flatMap(([field, name]) =>
    fields.has(field) && !mayBeAbsent(pattern, field.split(".")) ? [name] : [],
  );
}

function mayBeAbsent(pattern: Json | undefined, [name = "", ...rest]: readonly string[]): boolean {
  const value = isObject(pattern) ? pattern[name] : undefined;
  return rest.length > 0
    ? mayBeAbsent(value, rest)
    : JSON.stringify(value ?? []).includes('{"exists":false}');
}

/** The same rules and code make the same bytes, so that nothing is deployed anew. */
const LONG_AGO = new Date(Date.UTC(2000, 0, 1, 12));

async function zipOf(
  invocation: Invocation,
  { lambdaRules }: Deployment,
  { suppressions }: WatchPolicy,
): Promise<{ readonly path: string; readonly bytes: Uint8Array }> {
  const { zipSync, strToU8 } = await import("fflate");
  const atLeast = SEVERITIES.find((one) => one === textOf(invocation, "atLeast")) ?? "medium";
  const settings: LambdaSettings = {
    version: 1,
    rules: lambdaRules.map(({ examples: _examples, ...rule }) => rule),
    suppressions,
    sinks: textsOf(invocation, "sink"),
    atLeast,
  };
  const files = {
    "index.mjs": await readCode(),
    [SETTINGS_FILE]: strToU8(JSON.stringify(settings)),
  };
  return { path: "tasktrail-lambda.zip", bytes: zipSync(files, { mtime: LONG_AGO, level: 9 }) };
}

async function readCode(): Promise<Uint8Array> {
  return readFile(BUNDLE).catch((cause: unknown) => {
    throw new OperatorError(
      "not-found",
      "The function's code is not there: dist/lambda/function.mjs.",
      {
        hint: "It comes with the package; in a working copy, npm run build makes it.",
        cause,
      },
    );
  });
}
