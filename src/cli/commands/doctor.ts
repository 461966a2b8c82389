import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { defineCommand } from "../command.ts";
import { sourceParameters } from "../reading-parameters.ts";

const REACH: ReadonlySet<string> = new Set(["profile", "environment", "endpointUrl", "ledger"]);
const WHERE: ReadonlySet<string> = new Set(["account", "region"]);

export const doctor = defineCommand({
  name: "doctor",
  summary:
    "Check what an answer needs: credentials, permissions, clock, ledger, and what history is to be had.",
  parameters: [
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    ...sourceParameters.filter(({ name }) => REACH.has(name)),
    {
      name: "output",
      summary: "How to write the report",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    { command: "doctor", tells: "one cheap request to each account and region, and what to mend" },
  ],
  load: async () => (await import("../run-doctor.ts")).runDoctor,
});
