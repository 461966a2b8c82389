import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

export const terraform = defineTool({
  id: "terraform",
  kind: "iac",
  name: "Terraform",
  recognise: (agent) => {
    const version = versionOf(agent, "Terraform");
    if (version) return { version };
    const isProvider = versionOf(agent, "terraform-provider-aws") !== undefined;
    return version === undefined && !isProvider ? undefined : {};
  },
  examples: [
    {
      userAgent:
        "APN/1.0 HashiCorp/1.0 Terraform/1.5.5 (+https://www.terraform.io) terraform-provider-aws/5.40.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.25.2 os/linux lang/go#1.21.7 md/GOOS#linux md/GOARCH#amd64 api/ecs#1.40.1",
      version: "1.5.5",
    },
    {
      userAgent:
        "aws-sdk-go/1.29.7 (go1.13.7; darwin; amd64) APN/1.0 HashiCorp/1.0 Terraform/0.12.24 (+https://www.terraform.io)",
      version: "0.12.24",
    },
    {
      userAgent:
        "APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) HashiCorp-terraform-exec/0.17.3",
      version: "1.1.2",
    },
  ],
});
