import { defineTool } from "../tool.ts";
import { valueOf, versionOf } from "../user-agent.ts";

export const awsCli = defineTool({
  id: "aws-cli",
  kind: "cli",
  name: "aws-cli",
  recognise: (agent) => {
    const version = versionOf(agent, "aws-cli");
    if (version === undefined) return undefined;
    // Version 1 does not say which command it was.
    const command = valueOf(agent, "command")?.replace(".", " ");
    return {
      ...(valueOf(agent, "exec-env") === "CloudShell" && { name: "aws-cli in AWS CloudShell" }),
      ...(version !== "" && { version }),
      ...(command && { command }),
    };
  },
  examples: [
    {
      userAgent:
        "aws-cli/2.35.19 md/awscrt#0.35.0 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.14.6 md/pyimpl#CPython m/Z,E,C,b cfg/retry-mode#standard md/installer#exe sid/ed05ed9216f1 md/distrib#ubuntu.25 md/prompt#off md/command#ecs.update-service",
      name: "aws-cli",
      version: "2.35.19",
      command: "ecs update-service",
    },
    {
      userAgent:
        "aws-cli/2.13.5 Python/3.11.4 Linux/5.10.0 exec-env/CloudShell exe/x86_64.amzn.2 prompt/off command/ecs.update-service",
      name: "aws-cli in AWS CloudShell",
      version: "2.13.5",
      command: "ecs update-service",
    },
    {
      userAgent:
        "aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/Z,N,g,D,b cfg/retry-mode#legacy botocore/1.43.11",
      version: "1.45.11",
    },
    { userAgent: "aws-cli/1.3.13 Python/2.7.3 Linux/3.2.0-63-virtual", version: "1.3.13" },
    {
      userAgent:
        "[aws-cli/2.2.23 Python/3.8.8 Linux/4.14.238 exe/x86_64.amzn.2 prompt/off command/s3.ls]",
      version: "2.2.23",
      command: "s3 ls",
    },
  ],
});
