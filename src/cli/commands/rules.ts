import { defineCommand } from "../command.ts";

export const rules = defineCommand({
  name: "rules",
  summary:
    "The rules and detectors behind findings: list, show, test, new (a rule of your own) and export.",
  parameters: [
    {
      name: "words",
      summary: "list, show <id>, test [file or folder], new <id>, or export",
      type: "list",
      positional: true,
      placeholder: "word",
    },
    {
      name: "rules",
      summary: "Rules of your own: a YAML or JSON file, or a folder of them",
      type: "list",
      placeholder: "path",
    },
    {
      name: "format",
      summary: "What export writes: Sigma rules, one YAML document each",
      type: "text",
      choices: ["sigma"],
      default: "sigma",
    },
    { name: "force", summary: "Let new replace a file that is there", type: "flag" },
    {
      name: "output",
      summary: "How to write list, show and test",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    { command: "rules list", tells: "every rule and detector with its severity" },
    { command: "rules show scale-to-zero", tells: "why, what to do, the pattern and its examples" },
    {
      command: "rules new no-friday-deploys",
      tells: "writes no-friday-deploys.yaml to begin with",
    },
    {
      command: "rules test ./rules",
      tells: "runs the examples in those files; 1 where one is wrong",
    },
    {
      command: "rules export --format sigma",
      tells: "the pack for a SIEM, and which rules cannot be",
    },
  ],
  load: async () => (await import("../rules/run-rules.ts")).runRules,
});
