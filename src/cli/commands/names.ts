import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { defineCommand } from "../command.ts";
import { sourceParameters } from "../reading-parameters.ts";

const WHERE: ReadonlySet<string> = new Set(["account", "region"]);
const REACH: ReadonlySet<string> = new Set([
  "demo",
  "profile",
  "environment",
  "endpointUrl",
  "ledger",
]);

export const names = defineCommand({
  name: "names",
  summary:
    "List who was seen, what each is shown as and why, and what tasktrail.yaml needs for the others.",
  parameters: [
    {
      name: "since",
      summary: "From here on (UTC)",
      type: "instant",
      placeholder: "time",
      default: "90d",
    },
    {
      name: "resolve",
      summary:
        "Ask Identity Center's directory for user ids without a name (identitystore:DescribeUser), and keep its answers",
      type: "flag",
    },
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    ...sourceParameters.filter(({ name }) => REACH.has(name)),
    {
      name: "output",
      summary: "How to write the list",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    {
      command: "names",
      tells: "people, roles, subjects and accounts of the ledger's last 90 days",
    },
    { command: "names --resolve", tells: "the same, with names from Identity Center's directory" },
  ],
  load: async () => (await import("../run-names.ts")).runNames,
});
