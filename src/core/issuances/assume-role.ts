import { defineIssuance } from "../issuance.ts";
import { handlesOfIssued, readIssuedRole } from "../issued.ts";

export const assumeRole = defineIssuance({
  id: "assume-role",
  summary:
    "`sts AssumeRole`: an identity, or an AWS service, takes a role. The answer holds the session's access key, which later calls bear. Joined by that key; a console session, whose keys change, by session and creation date.",
  fooledBy:
    "Nothing where the key joins: AWS issues each key once. By session and date alone, two who take the same role under the same session name in the same second.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["AssumeRole"],
  handles: (record) => handlesOfIssued(readIssuedRole(record)),
  read: readIssuedRole,
  examples: [
    {
      title: "a person takes a role",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRole",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "IAMUser",
          principalId: "AIDAEXAMPLE",
          arn: "arn:aws:iam::111122223333:user/alice",
          accountId: "111122223333",
          accessKeyId: "AKIAEXAMPLE",
          userName: "alice",
        },
        requestParameters: {
          roleArn: "arn:aws:iam::111122223333:role/ops/deploy-prod",
          roleSessionName: "botocore-session-1763644931",
        },
        responseElements: {
          credentials: { accessKeyId: "ASIAEXAMPLE", expiration: "Nov 20, 2026, 2:58:00 PM" },
          assumedRoleUser: {
            assumedRoleId: "AROAEXAMPLE:botocore-session-1763644931",
            arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/botocore-session-1763644931",
          },
        },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:sts::111122223333:assumed-role/deploy-prod/botocore-session-1763644931",
        at: "2026-11-20T13:58:00Z",
      },
    },
    {
      title: "a service takes a role, and the record keeps only the key",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRole",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" },
        requestParameters: {
          roleArn: "arn:aws:iam::111122223333:role/service-role/night-shift-role",
          roleSessionName: "night-shift",
        },
        responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE" } },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:sts::111122223333:assumed-role/night-shift-role/night-shift",
        at: "2026-11-20T13:58:00Z",
      },
    },
    {
      title: "a refused call hands out nothing",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRole",
        eventTime: "2026-11-20T13:58:00Z",
        errorCode: "AccessDenied",
        requestParameters: {
          roleArn: "arn:aws:iam::111122223333:role/deploy-prod",
          roleSessionName: "mallory",
        },
        responseElements: null,
      },
      issued: undefined,
    },
  ],
});
