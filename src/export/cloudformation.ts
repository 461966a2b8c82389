import { foundation, type Resources } from "./cloudformation/base.ts";
import { lambda, parameters } from "./cloudformation/function.ts";
import { centralBus, member, MEMBER_PARAMETERS } from "./cloudformation/organization.ts";
import { feedRules, nativeRules } from "./cloudformation/rules.ts";
import type { Deployment } from "./deployment.ts";
import type { ExportedFile } from "./exported-file.ts";
import { stringify } from "yaml";

/** A deployment as CloudFormation templates: one for the account where findings are made, one for members. */
export function writeCloudFormation(deployment: Deployment): readonly ExportedFile[] {
  const natives = nativeRules(deployment);
  const feeds = feedRules(deployment);
  const isCentral = deployment.organization !== undefined;
  const main = template("TaskTrail: what deserves a look in Amazon ECS, as it happens", {
    Parameters: parameters(deployment),
    Resources: {
      ...centralBus(deployment),
      ...foundation(deployment, [...Object.keys(natives), ...Object.keys(feeds)]),
      ...natives,
      ...feeds,
      ...lambda(deployment, Object.keys(feeds)),
    },
    Outputs: {
      FindingsTopicArn: { Value: { Ref: "Findings" } },
      ...(isCentral && { CentralBusArn: { Value: { "Fn::GetAtt": ["CentralBus", "Arn"] } } }),
    },
  });
  const files = [{ path: "template.yaml", text: main }];
  if (!isCentral) return files;
  const text = template("TaskTrail: hands ECS's calls to the organisation's central bus", {
    Parameters: MEMBER_PARAMETERS,
    Resources: member(deployment),
  });
  return [...files, { path: "member/template.yaml", text }];
}

function template(Description: string, sections: Readonly<Record<string, Resources>>): string {
  const filled = Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0);
  const whole = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description,
    ...Object.fromEntries(filled),
  };
  return stringify(whole, { lineWidth: 120, aliasDuplicateObjects: false, version: "1.1" });
}
