import type { ExportedFile } from "./exported-file.ts";
import { JsonEncoded, writeHcl, type Hcl } from "./hcl.ts";
import { stringify } from "yaml";
import type { SinkGrant } from "./policies.ts";

/** What the user runs, as far as permissions depend on it. */
export interface IamNeeds {
  /** Event History is asked. */
  readonly history: boolean;
  /** ECS is asked what it did. */
  readonly effects: boolean;
  /** Places in buckets that are read: `{ bucket, prefix }`, the prefix without a slash at its end. */
  readonly buckets: readonly { readonly bucket: string; readonly prefix: string }[];
  /** CloudTrail's public keys are asked for. */
  readonly verify: boolean;
  /** ARNs of queues that are watched. */
  readonly queues: readonly string[];
  readonly grants: readonly SinkGrant[];
  /** ARNs of roles that are assumed. */
  readonly roles: readonly string[];
  readonly organization: boolean;
  /** Regions are asked for (`regions: enabled`). */
  readonly regions: boolean;
  /** Identity Center's directory is asked for names. */
  readonly directory: boolean;
  readonly partition: string;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export interface IamPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Every read of the ECS API that is ever made, by name: a wildcard would also allow what comes next year. */
const ECS_READS: readonly string[] = [
  "application-autoscaling:DescribeScalingActivities",
  "ecs:DescribeContainerInstances",
  "ecs:DescribeServiceDeployments",
  "ecs:DescribeServiceRevisions",
  "ecs:DescribeServices",
  "ecs:DescribeTasks",
  "ecs:ListClusters",
  "ecs:ListServiceDeployments",
  "ecs:ListServices",
  "ecs:ListTasks",
];

/** The least that these needs take. Nothing in it changes anything but the queue that is watched and what sinks send. */
export function iamPolicy(needs: IamNeeds): IamPolicy {
  const { history, effects, verify, roles, organization, regions, directory } = needs;
  const anywhere = (Sid: string, Action: readonly string[]): Statement => allow(Sid, Action, "*");
  const isAsked = history || effects || verify || roles.length > 0 || organization;
  return {
    Version: "2012-10-17",
    Statement: [
      ...(isAsked ? [anywhere("Identity", ["sts:GetCallerIdentity"])] : []),
      ...(history ? [anywhere("History", ["cloudtrail:LookupEvents"])] : []),
      ...(effects ? [anywhere("Effects", ECS_READS)] : []),
      ...ofBuckets(needs),
      ...(verify ? [anywhere("Verify", ["cloudtrail:ListPublicKeys"])] : []),
      ...ofQueues(needs),
      ...(organization ? [anywhere("Organization", ORGANIZATION)] : []),
      ...(regions ? [anywhere("Regions", ["account:ListRegions", "ec2:DescribeRegions"])] : []),
      ...(roles.length > 0 ? [allow("Roles", ["sts:AssumeRole"], roles)] : []),
      ...(directory ? [anywhere("Directory", ["identitystore:DescribeUser"])] : []),
      ...needs.grants.map(({ action, resource }, index) =>
        allow(`Sink${String(index + 1)}`, [action], resource),
      ),
    ],
  };
}

const ORGANIZATION: readonly string[] = [
  "organizations:ListAccounts",
  "organizations:ListAccountsForParent",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListTagsForResource",
];

function allow(Sid: string, Action: readonly string[], Resource: Statement["Resource"]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

/** Listing is allowed below the prefix only; files may be encrypted with a key that nobody here knows. */
function ofBuckets({ buckets, partition }: IamNeeds): readonly Statement[] {
  if (buckets.length === 0) return [];
  const arn = (bucket: string): string => `arn:${partition}:s3:::${bucket}`;
  const lists = buckets.map(({ bucket, prefix }, index): Statement => ({
    ...allow(`List${String(index + 1)}`, ["s3:ListBucket"], arn(bucket)),
    ...(prefix !== "" && {
      Condition: { StringLike: { "s3:prefix": [prefix, `${prefix}/*`] } },
    }),
  }));
  const files = buckets.map(
    ({ bucket, prefix }) => `${arn(bucket)}/${prefix === "" ? "" : `${prefix}/`}*`,
  );
  return [
    ...lists,
    allow("Files", ["s3:GetObject"], files),
    {
      ...allow("Keys", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`),
      Condition: {
        StringLike: {
          "kms:ViaService": `s3.*.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`,
        },
      },
    },
  ];
}

function ofQueues({ queues, partition }: IamNeeds): readonly Statement[] {
  if (queues.length === 0) return [];
  const actions = [
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ReceiveMessage",
  ];
  return [
    allow(
      "Queues",
      actions.map((action) => `sqs:${action}`),
      queues,
    ),
    {
      ...allow("QueueKeys", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`),
      Condition: {
        StringLike: {
          "kms:ViaService": `sqs.*.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`,
        },
      },
    },
  ];
}

/** The policy as a file of its own: JSON for the console and the CLI, or a managed policy to deploy. */
export function writeIamPolicy(
  policy: IamPolicy,
  format: "json" | "terraform" | "cloudformation",
  name: string,
): ExportedFile {
  if (format === "terraform") {
    const body = [
      ["name", name],
      ["description", "What TaskTrail needs, and no more"],
      // A policy is made of texts only.
      ["policy", new JsonEncoded(policy as unknown as Hcl)],
    ] as const;
    const text = writeHcl([{ block: "resource", labels: ["aws_iam_policy", "tasktrail"], body }]);
    return { path: "policy.tf", text };
  }
  if (format === "json")
    return { path: "policy.json", text: `${JSON.stringify(policy, null, 2)}\n` };
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "What TaskTrail needs, and no more",
    Resources: {
      Policy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: name, PolicyDocument: policy },
      },
    },
  };
  return { path: "policy.yaml", text: stringify(template, { lineWidth: 120, version: "1.1" }) };
}
