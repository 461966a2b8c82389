import type { JsonObject } from "../src/core/record.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { Ledger, Covered } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

/** CloudTrail records for questions to be asked about, built from AWS's documented shapes; nothing in them happened. */
export const ACCOUNT = "111122223333";
const REGION = "eu-west-1";

export interface Told {
  readonly id: string;
  readonly at: string;
  readonly eventName: string;
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly by?: JsonObject;
  readonly more?: JsonObject;
}

/** One record; name only what the test is about. */
export function recordOf({
  id,
  at,
  eventName,
  request,
  response,
  by = jane,
  more,
}: Told): JsonObject {
  return {
    eventVersion: "1.11",
    eventID: eventIDOf(id),
    eventTime: at,
    eventSource: "ecs.amazonaws.com",
    eventName,
    awsRegion: REGION,
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.35.19 md/command#ecs.update-service",
    requestParameters: request ?? null,
    responseElements: response ?? null,
    readOnly: /^(?:Describe|List|Get)/.test(eventName),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    userIdentity: by,
    ...more,
  };
}

/** `scaled` → an id that no other name has: eventIDs are 36 characters. */
export function eventIDOf(name: string): string {
  const hex = Array.from(name.padEnd(16, "."), (letter) =>
    (letter.codePointAt(0) ?? 0).toString(16).padStart(2, "0"),
  ).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const ROLE = "AWSReservedSSO_AdministratorAccess_0123456789abcdef";

const jane: JsonObject = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLEEXAMPLE:jane@example.com",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/jane@example.com`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAEXAMPLEEXAMPLE",
      arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${ROLE}`,
      accountId: ACCOUNT,
      userName: ROLE,
    },
    attributes: { creationDate: "2026-11-20T07:00:00Z", mfaAuthenticated: "false" },
  },
};

export const bob: JsonObject = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
  accountId: ACCOUNT,
  accessKeyId: "AKIAEXAMPLE",
  userName: "bob",
};

export const root: JsonObject = {
  type: "Root",
  principalId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  accountId: ACCOUNT,
  accessKeyId: "",
};

function arnOf(resource: string): string {
  return `arn:aws:ecs:${REGION}:${ACCOUNT}:${resource}`;
}

/** An UpdateService of a service in a cluster, answered as ECS answers. */
export function updateService(
  told: Omit<Told, "eventName">,
  { cluster = "prod", service = "checkout", desiredCount = 4, revision = 41 } = {},
): JsonObject {
  return recordOf({
    eventName: "UpdateService",
    ...told,
    request: { cluster, service, ...told.request },
    response: {
      service: {
        serviceArn: arnOf(`service/${cluster}/${service}`),
        clusterArn: arnOf(`cluster/${cluster}`),
        serviceName: service,
        status: "ACTIVE",
        desiredCount,
        taskDefinition: arnOf(`task-definition/${service}:${String(revision)}`),
      },
      ...told.response,
    },
  });
}

export function stopTask(told: Omit<Told, "eventName">, task: string): JsonObject {
  return recordOf({
    eventName: "StopTask",
    ...told,
    request: { cluster: "prod", task, ...told.request },
    response: {
      task: {
        taskArn: arnOf(`task/prod/${task}`),
        clusterArn: arnOf("cluster/prod"),
        group: "service:checkout",
      },
    },
  });
}

export function register(
  told: Omit<Told, "eventName">,
  family: string,
  revision: number,
  image: string,
): JsonObject {
  return recordOf({
    eventName: "RegisterTaskDefinition",
    ...told,
    request: { family, containerDefinitions: [{ name: "app", image, cpu: 0 }] },
    response: {
      taskDefinition: {
        taskDefinitionArn: arnOf(`task-definition/${family}:${String(revision)}`),
        family,
        revision,
        containerDefinitions: [{ name: "app", image, cpu: 0 }],
      },
    },
  });
}

export function describeServices(told: Omit<Told, "eventName">, service = "checkout"): JsonObject {
  return recordOf({
    eventName: "DescribeServices",
    ...told,
    request: { cluster: "prod", services: [service] },
  });
}

/** A ledger in memory that holds these records and says that it saw this account's day whole. */
export function ledgerOf(
  records: readonly JsonObject[],
  covered: readonly Covered[] = [
    {
      account: ACCOUNT,
      region: REGION,
      selector: "everything",
      from: "2026-11-06T00:00:00Z",
      to: "2026-11-20T15:00:00Z",
    },
  ],
): Ledger {
  const ledger = openLedger(":memory:");
  const parsed = parseRecords(JSON.stringify({ Records: records }));
  ledger.add({ source: "file:///examples", records: parsed.records, covered });
  return ledger;
}
