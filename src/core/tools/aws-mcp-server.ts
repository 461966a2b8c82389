import { defineTool } from "../tool.ts";

/** Servers of awslabs/mcp mark the SDK's user agent: `md/awslabs#mcp#ecs-mcp-server#0.1.2`. */
const MARK = /^awslabs#mcp#([A-Za-z0-9-]+)(?:#(\S+))?$/;

/** @see https://github.com/awslabs/mcp */
export const awsMcpServer = defineTool({
  id: "aws-mcp-server",
  kind: "sdk",
  name: "AWS MCP server",
  recognise: ({ products, text }) => {
    if (text === "aws-mcp.amazonaws.com") return { kind: "aws-service", name: "AWS MCP Server" };
    for (const { name, version = "" } of products) {
      const [, server, release] = (name === "md" && MARK.exec(version)) || [];
      if (server === undefined) continue;
      return release === undefined ? { name: server } : { name: server, version: release };
    }
    return undefined;
  },
  examples: [
    {
      userAgent:
        "Boto3/1.43.11 md/Botocore#1.43.11 md/awslabs#mcp#ecs-mcp-server#0.1.2 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/Z,b cfg/retry-mode#legacy Botocore/1.43.11",
      name: "ecs-mcp-server",
      version: "0.1.2",
    },
    { userAgent: "aws-mcp.amazonaws.com", name: "AWS MCP Server" },
  ],
});
