import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued, readIssuedKey } from "../issued.ts";
import type { CloudTrailRecord } from "../record.ts";

export const getSessionToken = defineIssuance({
  id: "get-session-token",
  summary:
    "`sts GetSessionToken`: an IAM user or root exchanges its long-lived key for a temporary one, often to prove a second factor. The session is the same user's; joined by the key.",
  fooledBy: "Nothing: the later record names the same user itself.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["GetSessionToken"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "an IAM user takes a temporary key",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "GetSessionToken",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "IAMUser",
          arn: "arn:aws:iam::111122223333:user/alice",
          userName: "alice",
        },
        responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE" } },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:iam::111122223333:user/alice",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  const accessKeyId = readIssuedKey(record);
  if (record.errorCode !== undefined || accessKeyId === undefined) return undefined;
  const principal = record.userIdentity.arn;
  return { accessKeyId, ...(principal !== undefined && { principal }), at: record.eventTime };
}
