import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

export const opentofu = defineTool({
  id: "opentofu",
  kind: "iac",
  name: "OpenTofu",
  recognise: (agent) => {
    const version = versionOf(agent, "OpenTofu");
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent:
        "APN/1.0 OpenTofu/1.6.2 (+https://opentofu.org) terraform-provider-aws/5.40.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.25.2",
      version: "1.6.2",
    },
  ],
});
