import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { writeSigma } from "../../export/write-sigma.ts";
import type { Invocation } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { openPolicy } from "./open-policy.ts";

/** Writes each rule as a Sigma rule to the output, and beside it which cannot be written and why. */
export async function exportSigma(
  words: readonly string[],
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const yaml = await import("yaml");
  const { rules, detectors } = await openPolicy(invocation, surroundings);
  const wanted = rules.filter(({ id }) => words.length === 0 || words.includes(id));
  const written: string[] = [];
  const cannot =
    words.length === 0 ? detectors.map(({ id }) => `${id}: it is a detector, in code`) : [];
  for (const rule of wanted) {
    const result = writeSigma(rule);
    if ("cannot" in result) {
      cannot.push(`${rule.id}: ${result.cannot}`);
      continue;
    }
    const notes = result.notes.map((note) => `# ${note}\n`).join("");
    written.push(`# ${rule.id}\n${notes}${yaml.stringify(result.sigma, { lineWidth: 0 })}`);
  }
  surroundings.stdout.write(written.join("---\n"));
  const lines = cannot.map((line) => `cannot be a Sigma rule: ${neutraliseForTerminal(line)}\n`);
  surroundings.stderr.write(
    `${lines.join("")}${String(written.length)} Sigma rules written, ${String(cannot.length)} cannot be\n`,
  );
  return exitCode.answered;
}
