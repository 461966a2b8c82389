import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = [
  "aws-sdk-dotnet-coreclr",
  "aws-sdk-dotnet-45",
  "aws-sdk-dotnet-35",
  "aws-sdk-dotnet-core",
  "aws-sdk-dotnet",
];

export const awsSdkDotnet = defineTool({
  id: "aws-sdk-dotnet",
  kind: "sdk",
  name: "aws-sdk-dotnet",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent: "aws-sdk-dotnet/1.4.11.0 .NET Runtime/4.0 .NET Framework/4.0 OS/6.1.7601.65536",
      version: "1.4.11.0",
    },
    {
      userAgent:
        "aws-sdk-dotnet-coreclr/3.7.108.0 aws-sdk-dotnet-core/3.7.108.2 .NET_Core/6.0.20 OS/Linux_5.15.0-76-generic_#83-Ubuntu_SMP_Thu_Jun_15_19:16:32_UTC_2023 ClientAsync",
      version: "3.7.108.0",
    },
  ],
});
