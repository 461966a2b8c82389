import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued, readIssuedKey } from "../issued.ts";
import type { CloudTrailRecord } from "../record.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html */
export const getSigninToken = defineIssuance({
  id: "get-signin-token",
  summary:
    "`signin GetSigninToken`: a session's credentials are exchanged for a sign-in to the console. The session goes on; joined by the key where the event names another than its own, else by principal and date.",
  fooledBy: "Whoever holds the session's credentials, or the sign-in address made of them.",
  eventSources: ["signin.amazonaws.com"],
  eventNames: ["GetSigninToken"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "a role session's credentials become a sign-in",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "GetSigninToken",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
          accessKeyId: "ASIAEXAMPLE",
        },
        responseElements: {
          credentials: { accessKeyId: "ASIAEXAMPLE2" },
          GetSigninToken: "Success",
        },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE2",
        principal: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  const { arn, accessKeyId: own } = record.userIdentity;
  if (record.responseElements?.GetSigninToken !== "Success" || !arn) return undefined;
  const key = readIssuedKey(record);
  const isNew = key !== undefined && key !== own;
  return { ...(isNew && { accessKeyId: key }), principal: arn, at: record.eventTime };
}
