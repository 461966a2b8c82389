import type { JsonObject } from "../src/core/record.ts";
import { ACCOUNT, REGION, type World } from "./scan-world.ts";

/** A call of some service: its request, its response, and whether it only reads. */
export type Call = (world: World) => {
  readonly service: string;
  readonly names: readonly [string, ...string[]];
  readonly reads: boolean;
  readonly by?: string;
  readonly request: JsonObject;
  readonly response?: JsonObject;
};

export const ECS = "ecs.amazonaws.com";
export const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
export const policy = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** Of a hundred calls of other services: as many as stand here, in the proportions of a public data set. */
export const OTHERS: readonly (readonly [number, Call])[] = [
  [
    16,
    (world) => ({
      service: "sts",
      names: ["AssumeRole"],
      reads: true,
      by: "ecs-tasks.amazonaws.com",
      request: {
        roleArn: `arn:aws:iam::${ACCOUNT}:role/${world.role()}`,
        roleSessionName: world.hex(32),
        durationSeconds: 3600,
      },
      response: {
        credentials: {
          accessKeyId: world.key("ASIA"),
          sessionToken: `IQoJb3JpZ2luX2Vj${world.base64(180)}`,
          expiration: "Jul 10, 2026 12:54:39 PM",
        },
        assumedRoleUser: { assumedRoleId: world.key("AROA"), arn: world.role() },
      },
    }),
  ],
  [
    16,
    (world) => ({
      service: "kms",
      names: ["Decrypt", "GenerateDataKey", "DescribeKey"],
      reads: true,
      by: "secretsmanager.amazonaws.com",
      request: {
        encryptionAlgorithm: "SYMMETRIC_DEFAULT",
        encryptionContext: {
          "aws:s3:arn": `arn:aws:s3:::acme-${world.application()}/${world.hex(12)}`,
        },
        keyId: arn("kms", `key/${world.thing("", 32)}`),
      },
    }),
  ],
  [
    20,
    (world) => ({
      service: "ec2",
      names: ["DescribeInstances", "DescribeTags", "DescribeVolumes", "DescribeSubnets"],
      reads: true,
      request: {
        instancesSet: {
          items: Array.from({ length: world.dice.below(6) }, () => ({
            instanceId: world.thing("i-0"),
          })),
        },
        filterSet: {
          items: [{ name: "vpc-id", valueSet: { items: [{ value: world.thing("vpc-0") }] } }],
        },
      },
    }),
  ],
  [
    10,
    (world) => ({
      service: "s3",
      names: ["GetBucketAcl", "GetBucketLocation"],
      reads: true,
      request: {
        bucketName: `acme-${world.application()}`,
        Host: `acme-${world.application()}.s3.${REGION}.amazonaws.com`,
        acl: "",
        "x-amz-id-2": `${world.base64(74)}==`,
      },
    }),
  ],
  [
    12,
    (world) => ({
      service: "logs",
      names: ["CreateLogStream"],
      reads: false,
      request: {
        logGroupName: `/aws/lambda/${world.application()}`,
        logStreamName: `2026/07/10/[$LATEST]${world.hex(32)}`,
      },
    }),
  ],
  [
    8,
    (world) => ({
      service: "ssm",
      names: ["UpdateInstanceInformation"],
      reads: false,
      request: {
        instanceId: world.thing("i-0"),
        agentVersion: "3.3.551.0",
        agentStatus: "Active",
        platformType: "Linux",
        platformName: "Amazon Linux",
        iPAddress: `10.0.${world.dice.below(256)}.${world.dice.below(256)}`,
        agentName: "amazon-ssm-agent",
      },
    }),
  ],
  [
    6,
    (world) => ({
      service: "elasticloadbalancing",
      names: ["DescribeTargetHealth", "DescribeLoadBalancers"],
      reads: true,
      request: {
        targetGroupArn: arn("elasticloadbalancing", `targetgroup/${world.application()}`),
      },
    }),
  ],
  [
    8,
    (world) => ({
      service: "dynamodb",
      names: ["DescribeTable"],
      reads: true,
      request: { tableName: `${world.application()}-table` },
    }),
  ],
  [
    3,
    (world) => ({
      service: "iam",
      names: ["CreateRole"],
      reads: false,
      request: { roleName: world.role(), assumeRolePolicyDocument: policy("lambda.amazonaws.com") },
      response: { role: { assumeRolePolicyDocument: encodeURIComponent(policy("ec2")) } },
    }),
  ],
  [
    1,
    (world) => ({
      service: "ec2",
      names: ["RunInstances"],
      reads: false,
      request: { userData: "<sensitiveDataRemoved>", clientToken: `fleet-${world.uuid()}` },
      response: {
        instancesSet: {
          items: [
            {
              instanceId: `i-0${world.hex(16)}`,
              subnetId: world.thing("subnet-0"),
              privateDnsName: `ip-10-0-${world.dice.below(256)}-1.ec2.internal`,
            },
          ],
        },
      },
    }),
  ],
];
