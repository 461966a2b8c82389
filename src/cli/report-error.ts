import { neutraliseForTerminal } from "../ask/neutralise.ts";
import { OperatorError } from "../core/errors.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import type { Surroundings } from "./surroundings.ts";
import { version } from "./version.ts";

const REFERENCE = "docs/reference/errors.md";
const ISSUES = "https://github.com/tasktrail/tasktrail/issues";

/** Says on standard error what went wrong and what to do next, and tells which code to exit with. */
export function reportError(error: unknown, { stderr, signal }: Surroundings): ExitCode {
  if (signal.aborted) {
    stderr.write("interrupted: what was fetched is kept; the same question goes on from there\n");
    return exitCode.interrupted;
  }
  if (error instanceof OperatorError) {
    stderr.write(`tasktrail: ${neutraliseForTerminal(error.message)}\n`);
    if (error.hint !== undefined) stderr.write(`  ${neutraliseForTerminal(error.hint)}\n`);
    stderr.write(`  more: ${REFERENCE}#${error.code}\n`);
    return exitCode.operatorError;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const told = stack.split("\n").map(neutraliseForTerminal).join("\n");
  stderr.write(
    `tasktrail ${version()} has a bug; please report it with these lines: ${ISSUES}\n${told}\n`,
  );
  return exitCode.bug;
}
