import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-ruby3", "aws-sdk-ruby2", "aws-sdk-ruby"];

export const awsSdkRuby = defineTool({
  id: "aws-sdk-ruby",
  kind: "sdk",
  name: "aws-sdk-ruby",
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
        "aws-sdk-ruby3/3.190.0 ua/2.0 api/ecs#1.95.0 os/linux md/x86_64 lang/ruby#2.7.8 md/2.7.8 cfg/retry-mode#legacy",
      version: "3.190.0",
    },
    {
      userAgent: "aws-sdk-ruby3/3.113.1 ruby/2.7.2 x86_64-linux aws-sdk-s3/1.93.0",
      version: "3.113.1",
    },
    {
      userAgent: "aws-sdk-ruby2/2.0.0.rc4 ruby/1.9.3 x86_64-linux Seahorse/0.1.0",
      version: "2.0.0.rc4",
    },
    {
      userAgent:
        "aws-sdk-ruby3/3.75.0 jruby/2.3.3 java aws-sdk-elasticloadbalancing/1.19.0 cloudhealth",
      name: "cloudhealth (aws-sdk-ruby)",
    },
  ],
});
