import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

export const pulumi = defineTool({
  id: "pulumi",
  kind: "iac",
  name: "Pulumi",
  recognise: (agent) => {
    // `Pulumi/1.0` names the partner programme's grammar, not the version of Pulumi.
    const native = versionOf(agent, "PulumiAwsNative");
    if (native === undefined && versionOf(agent, "Pulumi") === undefined) return undefined;
    return native ? { name: "Pulumi AWS Native", version: native } : {};
  },
  examples: [
    {
      userAgent: "APN/1.0 Pulumi/1.0 PulumiAwsNative/0.60.0 aws-sdk-go-v2/1.18.0",
      name: "Pulumi AWS Native",
      version: "0.60.0",
    },
  ],
});
