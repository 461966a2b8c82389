import { defineCommand } from "../command.ts";

export const init = defineCommand({
  name: "init",
  summary: "Look around and write tasktrail.yaml: the accounts and regions to ask, with comments.",
  parameters: [
    {
      name: "file",
      summary: "Where to write it (default: tasktrail.yaml here); - prints it",
      type: "text",
      positional: true,
      optional: true,
      placeholder: "file",
    },
    {
      name: "profile",
      summary: "Profile of the AWS configuration to look around with",
      type: "text",
      placeholder: "name",
    },
    {
      name: "organization",
      summary: "Also ask AWS whether the organisation's accounts can be listed",
      type: "flag",
    },
    {
      name: "endpointUrl",
      summary: "Endpoint to send AWS requests to",
      type: "text",
      placeholder: "url",
    },
    { name: "force", summary: "Replace a file that is there", type: "flag" },
  ],
  examples: [
    { command: "init", tells: "one entry for each account that your AWS profiles lead to" },
    {
      command: "init - --organization",
      tells: "prints it, with the whole organisation where that can be listed",
    },
  ],
  load: async () => (await import("../run-init.ts")).runInit,
});
