import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-cpp"];

export const awsSdkCpp = defineTool({
  id: "aws-sdk-cpp",
  kind: "sdk",
  name: "aws-sdk-cpp",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent: "aws-sdk-cpp/1.7.176 Linux/3.10.0-957.27.2.el7.x86_64 x86_64 GCC/8.3.1",
      version: "1.7.176",
    },
  ],
});
