import { versionOf, type UserAgent } from "./user-agent.ts";

/**
 * Feature ids that aws-cli 2.35.24 and later put into `m/…` where an AI coding agent started it. An unordered list, to be
 * split on commas and compared whole. Other SDKs do not write them: absent means unknown, not human.
 *
 * @see https://github.com/aws/aws-cli/pull/10485
 */
const AGENTS: ReadonlyMap<string, string> = new Map([
  ["AN", "Claude Code"],
  ["AO", "Gemini CLI"],
  ["AP", "Codex"],
  ["AQ", "Kiro CLI"],
  ["AR", "opencode"],
  ["AS", "Antigravity"],
  ["AT", "Amp"],
  ["AU", "Pi"],
  ["AV", "Copilot CLI"],
  ["AW", "Cursor"],
]);

/** The AI coding agent or MCP client that drove the tool, where the user agent says so. */
export function readAiAgent(agent: UserAgent): string | undefined {
  return fromFeatures(agent) ?? fromMcp(agent) ?? fromEnvironment(agent) ?? fromName(agent);
}

function fromFeatures(agent: UserAgent): string | undefined {
  if (versionOf(agent, "aws-cli") === undefined) return undefined;
  const features = agent.products.filter(({ name }) => name === "m");
  const ids = features.flatMap(({ version = "" }) => version.split(","));
  return ids.map((id) => AGENTS.get(id)).find((name) => name !== undefined);
}

/** The MCP servers that AWS runs: `aws-mcp.amazonaws.com`, `eks-mcp.amazonaws.com`. */
const MCP_SERVICE = /^[a-z0-9]{1,40}-mcp\.amazonaws\.com$/;

/** `MCPClient/claude-code#1.0`, beside `md/awslabs#mcp#SERVER#VERSION`; a server without a client's name has one all the same. */
function fromMcp(agent: UserAgent): string | undefined {
  const client = versionOf(agent, "MCPClient")?.split("#")[0];
  if (client) return client;
  const marked = agent.products.some(({ version }) => version?.startsWith("awslabs#mcp#"));
  return marked || MCP_SERVICE.test(agent.text) ? "an MCP client" : undefined;
}

function fromEnvironment(agent: UserAgent): string | undefined {
  return versionOf(agent, "exec-env")?.startsWith("AmazonQ-For-CLI") ? "Amazon Q CLI" : undefined;
}

function fromName(agent: UserAgent): string | undefined {
  return versionOf(agent, "claude-code") === undefined ? undefined : "Claude Code";
}
