import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["AWSPowerShell.Common", "AWSPowerShell.NetCore", "AWSPowerShell"];

export const awsPowershell = defineTool({
  id: "aws-powershell",
  kind: "cli",
  name: "AWS Tools for PowerShell",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent:
        "AWSPowerShell.Common/4.1.90.0 .NET_Core/6.0.5 OS/Microsoft_Windows_10.0.17763 PowerShellCore/7.-1 ClientAsync",
      version: "4.1.90.0",
    },
  ],
});
