import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-swift"];

export const awsSdkSwift = defineTool({
  id: "aws-sdk-swift",
  kind: "sdk",
  name: "aws-sdk-swift",
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
        "aws-sdk-swift/1.5.86 ua/2.1 api/ecs#1.5.86 os/linux#6.8.0 lang/swift#5.10 m/D,N,Z,b",
      version: "1.5.86",
    },
  ],
});
