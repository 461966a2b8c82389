import { defineCommand } from "../command.ts";
import { readingParameters } from "../reading-parameters.ts";

/** How an answer looks, and when to exit with what, has no meaning for a server. */
const NOT_SERVED: ReadonlySet<string> = new Set(
  "output query color local strict failOn dryRun".split(" "),
);

export const mcp = defineCommand({
  name: "mcp",
  summary:
    "Serve the questions to AI agents as read-only tools (Model Context Protocol), over standard input and output or HTTP.",
  parameters: [
    {
      name: "http",
      summary: "Serve over HTTP on this machine only, with a token, instead of standard input",
      type: "flag",
    },
    {
      name: "port",
      summary: "The port for --http; 0 takes a free one",
      type: "integer",
      placeholder: "number",
      default: "4517",
    },
    ...readingParameters.filter(({ name }) => !NOT_SERVED.has(name)),
  ],
  examples: [
    { command: "mcp", tells: "what an agent's configuration starts" },
    { command: "mcp --demo", tells: "the same about the embedded demo fleet" },
    {
      command: "mcp --http",
      tells: "for agents that connect by address; prints it with its token",
    },
  ],
  load: async () => (await import("../mcp/run-mcp.ts")).runMcp,
});
