import { createHash } from "node:crypto";
import type { JsonObject } from "../src/core/record.ts";

/** The fleet that the records are about: 2 accounts, 3 regions, 4 clusters in each, 25 services in each. */
const ACCOUNTS = ["111122223333", "444455556666"];
const REGIONS = ["eu-west-1", "us-east-1", "ap-south-1"];
const CLUSTERS = ["prod", "staging", "batch", "tools"];
const SERVICES_IN_CLUSTER = 25;

export const NEWEST = "2026-11-20T14:25:00Z";

/** Of a thousand calls: what monitors, agents and people do, in the proportions of a monitored account. */
const CALLS: readonly (readonly [upTo: number, eventName: string])[] = [
  [520, "DescribeServices"],
  [800, "DescribeTasks"],
  [900, "ListTasks"],
  [960, "SubmitTaskStateChange"],
  [980, "UpdateService"],
  [988, "RegisterTaskDefinition"],
  [994, "RunTask"],
  [1000, "StopTask"],
];

/** How the records are spread over time. */
export interface Spread {
  readonly count: number;
  readonly days: number;
}

/**
 * The record with this number, always the same: number 0 is the newest. Built to the documented shapes
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html), never recorded.
 */
export function syntheticRecord(index: number, { count, days }: Spread): JsonObject {
  const dice = createHash("sha256").update(String(index)).digest();
  const pick = (at: number, sides: number): number => dice.readUInt32LE(at) % sides;
  const account = ACCOUNTS[pick(0, ACCOUNTS.length)] ?? "";
  const region = REGIONS[pick(4, REGIONS.length)] ?? "";
  const cluster = CLUSTERS[pick(8, CLUSTERS.length)] ?? "";
  const service = `service-${pick(12, SERVICES_IN_CLUSTER)}`;
  const call = pick(16, 1000);
  const eventName = CALLS.find(([upTo]) => call < upTo)?.[1] ?? "";
  const hex = dice.toString("hex");
  const place = { account, region, cluster, service, task: hex.slice(0, 32), dice: pick(20, 1000) };
  const secondsAgo = Math.floor((index * days * 86_400) / count);
  return {
    eventVersion: "1.11",
    userIdentity: identityOf(place, eventName),
    eventTime: timeText(Date.parse(NEWEST) - secondsAgo * 1000),
    eventSource: "ecs.amazonaws.com",
    eventName,
    awsRegion: region,
    sourceIPAddress: `198.51.100.${pick(24, 250)}`,
    userAgent: USER_AGENTS[pick(28, USER_AGENTS.length)] ?? "",
    ...bodyOf(eventName, place),
    requestID: uuid(hex.slice(32)),
    eventID: uuid(hex),
    readOnly: /^(?:Describe|List)/.test(eventName),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `ecs.${region}.amazonaws.com`,
    },
  };
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  readonly task: string;
  readonly dice: number;
}

const USER_AGENTS: readonly string[] = [
  "aws-cli/2.22.0 md/awscrt#0.22.0 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.6 md/command#ecs.update-service",
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0 aws-sdk-go-v2/1.32.6",
  "Boto3/1.35.0 md/Botocore#1.35.0 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.6 Botocore/1.35.0",
  "datadog-agent/7.58.0 aws-sdk-go-v2/1.30.0 os/linux lang/go#1.22.7",
];

function identityOf({ account, task, dice }: Place, eventName: string): JsonObject {
  const role = eventName.startsWith("Submit") ? "ecsInstanceRole" : `role-${dice % 40}`;
  const id = `AROA${task.slice(0, 17).toUpperCase()}`;
  const session = `session-${dice}`;
  return {
    type: "AssumedRole",
    principalId: `${id}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: `ASIA${task.slice(0, 16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: id,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: "2026-11-20T13:00:00Z", mfaAuthenticated: "false" },
    },
  };
}

function bodyOf(eventName: string, place: Place): JsonObject {
  const { account, region, cluster, service, task, dice } = place;
  const arn = (rest: string): string => `arn:aws:ecs:${region}:${account}:${rest}`;
  const taskArn = arn(`task/${cluster}/${task}`);
  const clusterArn = arn(`cluster/${cluster}`);
  const definition = `${service}:${1 + (dice % 90)}`;
  const told = { taskArn, clusterArn, group: `service:${service}`, lastStatus: "RUNNING" };
  switch (eventName) {
    case "DescribeServices":
      return { requestParameters: { cluster, services: [service] }, responseElements: null };
    case "DescribeTasks":
      return { requestParameters: { cluster, tasks: [taskArn] }, responseElements: null };
    case "ListTasks":
      return { requestParameters: { cluster, serviceName: service }, responseElements: null };
    case "SubmitTaskStateChange":
      return {
        requestParameters: { cluster, task: taskArn, status: "STOPPED" },
        responseElements: { acknowledgment: "ACK" },
      };
    case "RegisterTaskDefinition":
      return {
        requestParameters: { family: service, cpu: "256", memory: "512" },
        responseElements: {
          taskDefinition: {
            taskDefinitionArn: arn(`task-definition/${definition}`),
            family: service,
            containerDefinitions: [{ name: "web", image: `${service}:${dice}`, cpu: 256 }],
          },
        },
      };
    case "RunTask":
      return {
        requestParameters: { cluster, taskDefinition: definition, count: 1 },
        responseElements: { tasks: [{ ...told, group: `family:${service}` }], failures: [] },
      };
    case "StopTask":
      return { requestParameters: { cluster, task }, responseElements: { task: told } };
    default:
      return {
        requestParameters: { cluster, service, desiredCount: dice % 12 },
        responseElements: {
          service: {
            serviceArn: arn(`service/${cluster}/${service}`),
            serviceName: service,
            clusterArn,
            status: "ACTIVE",
            desiredCount: dice % 12,
            taskDefinition: arn(`task-definition/${definition}`),
            deployments: [{ id: `ecs-svc/${dice}`, status: "PRIMARY", rolloutState: "COMPLETED" }],
          },
        },
      };
  }
}

function uuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
