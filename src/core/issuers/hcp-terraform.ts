import { defineIssuer, pairsOf } from "../issuer.ts";

const HOSTS: ReadonlySet<string> = new Set(["app.terraform.io", "app.eu.terraform.io"]);

export const hcpTerraform = defineIssuer({
  id: "hcp-terraform",
  name: "HCP Terraform",
  kind: "pipeline",
  documentation:
    "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens",
  fooledBy: "Whoever may start a run in the workspace; who that was stands in HCP Terraform only.",
  subject: "workspace",
  issues: (issuer) => HOSTS.has(issuer),
  /** `organization:O:project:P:workspace:W:run_phase:apply`, or a stack's `…:stack:S:deployment:D:operation:apply`. */
  read: (subject) => {
    const fields = pairsOf(subject);
    const organization = fields.get("organization");
    const place = fields.get("workspace") || fields.get("stack");
    if (!organization || !place) return undefined;
    const deployment = fields.get("deployment");
    const phase = fields.get("run_phase") ?? fields.get("operation") ?? "";
    return {
      name: `${organization}/${place}`,
      detail: [deployment && `deployment ${deployment}`, phase].filter(Boolean).join(", "),
    };
  },
  examples: [
    {
      title: "a workspace applies",
      issuer: "app.terraform.io",
      subject: "organization:acme:project:shop:workspace:prod:run_phase:apply",
      actor: { kind: "pipeline", name: "acme/prod", via: "HCP Terraform, apply" },
    },
  ],
});
