import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-js", "aws-sdk-nodejs"];

export const awsSdkJs = defineTool({
  id: "aws-sdk-js",
  kind: "sdk",
  name: "aws-sdk-js",
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
        "aws-sdk-js/3.360.0 ua/2.0 os/linux#5.10.209-218.812.amzn2.x86_64 lang/js md/nodejs#14.21.3 api/kms#3.360.0 exec-env/AWS_Lambda_nodejs14.x",
      version: "3.360.0",
    },
    {
      userAgent: "aws-sdk-nodejs/2.1692.0 linux/v20.19.4 exec-env/AWS_Lambda_nodejs20.x promise",
      version: "2.1692.0",
    },
    {
      userAgent:
        "aws-sdk-js/3.1163.0 ua/2.1 os/linux#6.8.0 lang/js md/nodejs#20.20.2 api/ecs#3.1163.0 m/N,E,e app/night-shift",
      name: "night-shift (aws-sdk-js)",
    },
  ],
});
