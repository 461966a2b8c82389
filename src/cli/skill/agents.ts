/** Where an agent looks for skills and for the servers it may start, as its own documentation says. */
export interface Agent {
  readonly name: string;
  readonly title: string;
  /** The page that says so. */
  readonly documented: string;
  readonly inProject: Places;
  readonly forUser: Places;
}

/** Paths below the project's folder, or the user's home. */
export interface Places {
  /** The folder that holds one folder for each skill. */
  readonly skills: string;
  /** Absent where it is not documented, or lies outside of home. */
  readonly servers?: ServersFile;
}

export interface ServersFile {
  readonly file: string;
  /** JSON: the name of the object that holds the servers. TOML: a table for each. */
  readonly form: "mcpServers" | "servers" | "toml";
}

/** Read on 2026-11-22; an agent that moves its folders needs its line changed here. */
export const agents: readonly Agent[] = [
  {
    name: "claude",
    title: "Claude Code",
    documented: "https://code.claude.com/docs/en/skills, https://code.claude.com/docs/en/mcp",
    inProject: { skills: ".claude/skills", servers: { file: ".mcp.json", form: "mcpServers" } },
    forUser: { skills: ".claude/skills", servers: { file: ".claude.json", form: "mcpServers" } },
  },
  {
    name: "codex",
    title: "Codex",
    documented:
      "https://developers.openai.com/codex/skills, https://developers.openai.com/codex/mcp",
    inProject: {
      skills: ".agents/skills",
      servers: { file: ".codex/config.toml", form: "toml" },
    },
    forUser: { skills: ".agents/skills", servers: { file: ".codex/config.toml", form: "toml" } },
  },
  {
    name: "cursor",
    title: "Cursor",
    documented: "https://cursor.com/docs/context/skills, https://cursor.com/docs/context/mcp",
    inProject: {
      skills: ".cursor/skills",
      servers: { file: ".cursor/mcp.json", form: "mcpServers" },
    },
    forUser: {
      skills: ".cursor/skills",
      servers: { file: ".cursor/mcp.json", form: "mcpServers" },
    },
  },
  {
    name: "copilot",
    title: "GitHub Copilot in VS Code",
    documented:
      "https://code.visualstudio.com/docs/copilot/customization/agent-skills, https://code.visualstudio.com/docs/copilot/customization/mcp-servers",
    inProject: {
      skills: ".github/skills",
      servers: { file: ".vscode/mcp.json", form: "servers" },
    },
    forUser: { skills: ".copilot/skills" },
  },
  {
    name: "gemini",
    title: "Gemini CLI",
    documented:
      "https://geminicli.com/docs/cli/skills/, https://geminicli.com/docs/tools/mcp-server/",
    inProject: {
      skills: ".gemini/skills",
      servers: { file: ".gemini/settings.json", form: "mcpServers" },
    },
    forUser: {
      skills: ".gemini/skills",
      servers: { file: ".gemini/settings.json", form: "mcpServers" },
    },
  },
];
