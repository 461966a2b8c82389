import type { Deployment } from "./deployment.ts";
import type { ExportedFile } from "./exported-file.ts";
import { writeHcl } from "./hcl.ts";
import { foundation, head } from "./terraform/base.ts";
import { lambda } from "./terraform/function.ts";
import { centralBus, member } from "./terraform/organization.ts";
import { feedRules, nativeRules } from "./terraform/rules.ts";

/** A deployment as Terraform configurations: one for the account where findings are made, one for members. */
export function writeTerraform(deployment: Deployment): readonly ExportedFile[] {
  const text = writeHcl([
    ...head(),
    ...centralBus(deployment),
    ...foundation(deployment),
    ...nativeRules(deployment),
    ...feedRules(deployment),
    ...lambda(deployment),
  ]);
  const main = { path: "main.tf", text };
  if (deployment.organization === undefined) return [main];
  return [main, { path: "member/main.tf", text: writeHcl(member(deployment)) }];
}
