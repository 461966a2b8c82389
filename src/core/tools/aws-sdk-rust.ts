import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-rust", "rusoto"];

export const awsSdkRust = defineTool({
  id: "aws-sdk-rust",
  kind: "sdk",
  name: "aws-sdk-rust",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    { userAgent: "aws-sdk-rust/1.3.14 os/linux lang/rust/1.94.1", version: "1.3.14" },
    {
      userAgent: "awslambda-worker/1.0 rusoto/0.48.0 rust/1.75.0 linux",
      name: "awslambda-worker/1.0 (aws-sdk-rust)",
    },
    {
      userAgent: "aws-sdk-rust/1.3.14 os/linux lang/rust/1.94.1 aws-secrets-manager-agent/2.0.0",
      name: "aws-secrets-manager-agent/2.0.0 (aws-sdk-rust)",
    },
  ],
});
