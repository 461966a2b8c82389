import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-kotlin"];

export const awsSdkKotlin = defineTool({
  id: "aws-sdk-kotlin",
  kind: "sdk",
  name: "aws-sdk-kotlin",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent: "aws-sdk-kotlin/1.3.81 ua/2.1 api/ecs#1.3.81 os/linux#5.15.0 lang/kotlin#1.9.10",
      version: "1.3.81",
    },
  ],
});
