import { proposeCompletions, run, type StricliProcess } from "@stricli/core";
import { questions } from "../ask/questions/index.ts";
import { buildCommandLine } from "./application.ts";
import { commands } from "./commands/index.ts";
import { exitCode } from "./exit-code.ts";
import { questionCommand } from "./question-command.ts";
import type { Surroundings } from "./surroundings.ts";

/** Every command: what questions become, and the others. */
export const allCommands = [...questions.map((question) => questionCommand(question)), ...commands];

/** What the completion scripts ask; it is no command, since its words are somebody else's flags. */
const COMPLETE = "__complete";

/** Runs one command line and tells what to exit with. */
export async function runCommandLine(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr, env } = surroundings;
  const process = {
    stdout: { write: (text: string) => void stdout.write(text), isTTY: stdout.isTTY },
    stderr: { write: (text: string) => void stderr.write(text), isTTY: stderr.isTTY },
    env,
  } as StricliProcess;
  const application = buildCommandLine(allCommands);
  const context = { process, surroundings };
  if (argv[0] === COMPLETE) {
    const proposals = await proposeCompletions(application, argv.slice(1), context);
    stdout.write(proposals.map(({ completion }) => `${completion}\n`).join(""));
    return exitCode.answered;
  }
  await run(application, argv.length === 0 ? ["--help"] : argv, context);
  const code = Number(process.exitCode ?? exitCode.answered);
  // stricli's own codes for a command line that it cannot read are negative.
  return code < 0 ? exitCode.operatorError : code;
}
