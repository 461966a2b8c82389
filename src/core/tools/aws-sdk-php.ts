import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-php"];

export const awsSdkPhp = defineTool({
  id: "aws-sdk-php",
  kind: "sdk",
  name: "aws-sdk-php",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent: "aws-sdk-php/3.297.1 OS/Linux#5.10.25-linuxkit lang/php#8.2.15 GuzzleHttp/7",
      version: "3.297.1",
    },
  ],
});
