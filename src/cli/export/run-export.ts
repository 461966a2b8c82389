import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { OperatorError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import type { Run } from "../command.ts";
import { exportDeployment } from "./export-deployment.ts";
import { exportPolicy } from "./export-policy.ts";

/** Writes Terraform, CloudFormation or an IAM policy. */
export const runExport: Run = async (invocation, surroundings) => {
  const [what = "", ...words] = invocation.words;
  const run = KINDS.get(what);
  if (run === undefined) {
    const [near] = nearest(what, [...KINDS.keys()]);
    throw new OperatorError(
      "bad-argument",
      `<word>: ${neutraliseForTerminal(JSON.stringify(what))} cannot be exported.`,
      {
        hint: `${near === undefined ? "" : `Did you mean ${near}? `}Write one of ${[...KINDS.keys()].join(", ")}.`,
      },
    );
  }
  return run({ ...invocation, words }, surroundings);
};

const KINDS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ["terraform", async (...args) => exportDeployment("terraform", ...args)],
  ["cloudformation", async (...args) => exportDeployment("cloudformation", ...args)],
  ["iam-policy", exportPolicy],
]);
