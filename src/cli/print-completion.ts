import { OperatorError } from "../core/errors.ts";
import type { Run } from "./command.ts";
import { exitCode } from "./exit-code.ts";

/** Each asks `tasktrail __complete` with the words so far, the last one unfinished; it answers one proposal a line. */
const SCRIPTS: ReadonlyMap<string, string> = new Map([
  [
    "bash",
    `_tasktrail() {
  local IFS=$'\\n'
  COMPREPLY=($(tasktrail __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _tasktrail tasktrail
`,
  ],
  [
    "zsh",
    `_tasktrail() {
  local -a proposals
  proposals=("\${(@f)$(tasktrail __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a proposals || _files
}
compdef _tasktrail tasktrail
`,
  ],
  [
    "fish",
    `complete -c tasktrail -a '(tasktrail __complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
  ],
]);

/** Prints the script that teaches a shell to complete `tasktrail`. */
export const printCompletion: Run = async ({ words }, { stdout }) => {
  const script = SCRIPTS.get(words[0] ?? "");
  if (script === undefined) {
    throw new OperatorError(
      "bad-argument",
      `There is no completion for ${words[0] ?? "nothing"}.`,
      {
        hint: `Name one of: ${[...SCRIPTS.keys()].join(", ")}.`,
      },
    );
  }
  stdout.write(script);
  return exitCode.answered;
};
