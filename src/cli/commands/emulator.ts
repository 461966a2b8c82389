import { defineCommand } from "../command.ts";

export const emulator = defineCommand({
  name: "emulator",
  summary:
    "Serve a scenario as CloudTrail, ECS, STS and Organizations on loopback, for the aws-cli and for trials.",
  parameters: [
    {
      name: "scenario",
      summary: "The story to serve (default: demo-fleet)",
      type: "text",
      positional: true,
      optional: true,
      placeholder: "scenario",
    },
    {
      name: "port",
      summary: "Port to listen on; 0 takes a free one",
      type: "integer",
      placeholder: "number",
      default: "4599",
    },
    {
      name: "account",
      summary: "The account whose environment lines are printed",
      type: "text",
      placeholder: "id or name",
    },
  ],
  examples: [
    {
      command: "emulator",
      tells: "serves the demo fleet and prints the lines that point the aws-cli at it",
    },
    { command: "emulator quiet-account --port 0", tells: "serves another story on a free port" },
  ],
  load: async () => (await import("../run-emulator.ts")).runEmulator,
});
