import { defineCommand } from "../command.ts";

export const skill = defineCommand({
  name: "skill",
  summary:
    "Show the skill that teaches AI agents to audit ECS, or install it with the MCP entry where an agent looks.",
  parameters: [
    {
      name: "deed",
      summary: "show prints it; install puts it where the agent looks",
      type: "text",
      positional: true,
      placeholder: "show | install",
    },
    {
      name: "agent",
      summary: "For which agent",
      type: "text",
      choices: ["claude", "codex", "cursor", "copilot", "gemini"],
      default: "claude",
    },
    {
      name: "user",
      summary: "For all of the user's projects instead of this folder",
      type: "flag",
    },
    { name: "yes", summary: "Write; without it only what would be written is shown", type: "flag" },
  ],
  examples: [
    { command: "skill install --agent claude", tells: "what it would write for Claude Code" },
    { command: "skill install --agent codex --yes", tells: "write it for Codex, in this folder" },
    { command: "skill show", tells: "the skill itself, for any other agent" },
  ],
  load: async () => (await import("../skill/run-skill.ts")).runSkill,
});
