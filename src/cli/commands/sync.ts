import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { WINDOW_PARAMETERS } from "../../ask/parameters.ts";
import { defineCommand } from "../command.ts";
import { effectsParameter, sourceParameters } from "../reading-parameters.ts";

const WHERE: ReadonlySet<string> = new Set(["account", "region"]);
const WHEN: ReadonlySet<string> = new Set(["since", "until"]);

export const sync = defineCommand({
  name: "sync",
  summary:
    "Fill the ledger, so that questions about those hours need no request: 90 days unless told.",
  parameters: [
    ...WINDOW_PARAMETERS.filter(({ name }) => WHEN.has(name)),
    {
      name: "every",
      summary: "Go on and read what is new in these steps, until interrupted: 10m, 1h",
      type: "text",
      placeholder: "duration",
    },
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    ...sourceParameters,
    effectsParameter,
    {
      name: "output",
      summary: "How to write the report",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    { command: "sync", tells: "reads the last 90 days of every account and region of the fleet" },
    { command: "sync --since 24h --every 10m", tells: "keeps the ledger fresh until interrupted" },
    {
      command: "sync --every 5m",
      tells: "keeps stopped tasks and service events, which ECS forgets, as well",
    },
    { command: "sync --dry-run", tells: "what that would cost, after a probe or two" },
  ],
  load: async () => (await import("../run-sync.ts")).runSync,
});
