import { findings } from "../../ask/questions/findings.ts";
import { defineCommand } from "../command.ts";
import { readingParameters } from "../reading-parameters.ts";

const NOT_HERE: ReadonlySet<string> = new Set(["material", "rule", "limit"]);
const reading = readingParameters.filter(({ name }) => name !== "rules");

export const backtest = defineCommand({
  name: "backtest",
  summary:
    "What a rule would have found: over the ledger and the named sources, 90 days unless told.",
  parameters: [
    {
      name: "rule",
      summary: "A rule's or detector's id, or a file of rules; then files to read instead of AWS",
      type: "list",
      positional: true,
      placeholder: "rule",
    },
    ...findings.parameters.filter(({ name }) => !NOT_HERE.has(name)),
    ...reading,
  ],
  examples: [
    { command: "backtest scale-to-zero --since 90d", tells: "every hit of the rule in 90 days" },
    {
      command: "backtest ./rules/no-friday-deploys.yaml",
      tells: "what a rule of your own would do",
    },
  ],
  load: async () => (await import("../rules/run-backtest.ts")).runBacktest,
});
