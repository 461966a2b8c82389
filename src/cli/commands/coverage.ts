import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { defineCommand } from "../command.ts";

const WHERE: ReadonlySet<string> = new Set(["account", "region"]);

export const coverage = defineCommand({
  name: "coverage",
  summary: "A map of what the ledger has seen: accounts and regions, day by day.",
  parameters: [
    {
      name: "since",
      summary: "From here on (UTC), in days",
      type: "instant",
      placeholder: "time",
      default: "14d",
    },
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    {
      name: "ledger",
      summary: "The local store of what was read",
      type: "text",
      placeholder: "path",
    },
    {
      name: "output",
      summary: "How to write the map",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    { command: "coverage", tells: "the last 14 days" },
    {
      command: "coverage --since 90d --output json",
      tells: "all that Event History can hold, for a program",
    },
  ],
  load: async () => (await import("../run-coverage.ts")).runCoverage,
});
