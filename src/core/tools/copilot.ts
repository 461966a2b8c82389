import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

/** @see https://github.com/aws/copilot-cli */
export const copilot = defineTool({
  id: "copilot",
  kind: "iac",
  name: "AWS Copilot",
  recognise: (agent) => {
    const version = versionOf(agent, "aws-copilot");
    if (version === undefined) return undefined;
    return version === "" ? {} : { version: version.replace(/^v/, "") };
  },
  examples: [
    {
      userAgent:
        "aws-sdk-go/1.44.322 (go1.19.12; linux; amd64) aws-copilot/v1.34.0 (linux; svc deploy)",
      version: "1.34.0",
    },
  ],
});
