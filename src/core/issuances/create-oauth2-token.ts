import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued } from "../issued.ts";
import type { CloudTrailRecord } from "../record.ts";

export const createOauth2Token = defineIssuance({
  id: "create-oauth2-token",
  summary:
    "`signin CreateOAuth2Token`: `aws login`, or an AI agent let in through the browser, takes credentials of the session that is open in the browser. AWS shows no key; joined by principal and creation date.",
  fooledBy: "Another session of the same role and session name that began in the same seconds.",
  eventSources: ["signin.amazonaws.com"],
  eventNames: ["CreateOAuth2Token"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "aws login",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "CreateOAuth2Token",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
        },
        requestParameters: { client_id: "arn:aws:signin:::devtools/same-device" },
        responseElements: null,
      },
      issued: {
        principal: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});

function read({ userIdentity, errorCode, eventTime }: CloudTrailRecord): Issued | undefined {
  if (errorCode !== undefined || !userIdentity.arn) return undefined;
  return { principal: userIdentity.arn, at: eventTime };
}
