import { defineCommand } from "../command.ts";

export const completion = defineCommand({
  name: "completion",
  summary: "Print the shell's completion script: bash, zsh or fish.",
  parameters: [
    {
      name: "shell",
      summary: "bash, zsh or fish",
      type: "text",
      positional: true,
      placeholder: "shell",
    },
  ],
  examples: [
    { command: "completion bash", tells: "for ~/.bashrc: source <(tasktrail completion bash)" },
    { command: "completion zsh", tells: "for ~/.zshrc: source <(tasktrail completion zsh)" },
    { command: "completion fish", tells: "tasktrail completion fish | source" },
  ],
  load: async () => (await import("../print-completion.ts")).printCompletion,
});
