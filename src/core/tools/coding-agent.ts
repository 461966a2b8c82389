import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["claude-code"];

/** A coding agent that calls by itself, not through a tool; those that drive the aws-cli are read by `readAiAgent`. */
export const codingAgent = defineTool({
  id: "coding-agent",
  kind: "cli",
  name: "Claude Code",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [{ userAgent: "claude-code/2.1.202 (cli)", version: "2.1.202" }],
});
