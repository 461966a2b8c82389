import type { JsonObject } from "./record.ts";

const ACCOUNT = "111122223333";

/** A plausible raw record of CloudTrail, for the examples of starters; the time is of 2026-11-20, in UTC. */
export function exampleCall(
  time: string,
  [eventSource, eventName]: readonly [source: string, name: string],
  userIdentity: JsonObject,
  requestParameters: JsonObject | null,
  responseElements: JsonObject | null = null,
): JsonObject {
  const { invokedBy } = userIdentity;
  return {
    eventVersion: "1.11",
    eventTime: `2026-11-20T${time}Z`,
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    awsRegion: "eu-west-1",
    sourceIPAddress: invokedBy ?? "203.0.113.7",
    userAgent: invokedBy ?? "aws-cli/2.31.0",
    userIdentity,
    requestParameters,
    responseElements,
    recipientAccountId: ACCOUNT,
    eventType: "AwsApiCall",
  };
}

/** Somebody who signed in through Identity Center. */
export function examplePerson(name: string): JsonObject {
  const role = "AWSReservedSSO_Developer_0123456789abcdef";
  const path = "aws-reserved/sso.amazonaws.com/eu-west-1/";
  return assumed(role, path, name, { accessKeyId: `ASIA${name.toUpperCase()}` });
}

/** A service in a role that it was given. */
export function exampleService(service: string, role: string, session: string): JsonObject {
  return assumed(role, "", session, { invokedBy: `${service}.amazonaws.com` });
}

/** A service in its service-linked role. */
export function exampleLinkedService(service: string, role: string, session: string): JsonObject {
  const dnsName = `${service}.amazonaws.com`;
  return assumed(role, `aws-service-role/${dnsName}/`, session, { invokedBy: dnsName });
}

/** A session of a role that nothing more is known of. */
export function exampleSession(role: string, session: string): JsonObject {
  return assumed(role, "", session, { accessKeyId: "ASIAEXAMPLE" });
}

function assumed(role: string, path: string, session: string, more: JsonObject): JsonObject {
  const arn = `arn:aws:iam::${ACCOUNT}:role/${path}${role}`;
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    ...more,
    sessionContext: { sessionIssuer: { type: "Role", arn, accountId: ACCOUNT, userName: role } },
  };
}
