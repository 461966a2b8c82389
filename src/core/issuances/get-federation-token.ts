import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued, readIssuedKey } from "../issued.ts";
import { readObject, readText } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

export const getFederationToken = defineIssuance({
  id: "get-federation-token",
  summary:
    "`sts GetFederationToken`: an IAM user or root makes a session under a name of its own choice. Joined by the key, or by the federated user's ARN and creation date.",
  fooledBy: "Nothing about who made it; the federated user's name is the maker's own text.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["GetFederationToken"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "an IAM user makes a federated session",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "GetFederationToken",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "IAMUser",
          arn: "arn:aws:iam::111122223333:user/alice",
          userName: "alice",
        },
        requestParameters: { name: "night_shift" },
        responseElements: {
          credentials: { accessKeyId: "ASIAEXAMPLE" },
          federatedUser: {
            arn: "arn:aws:sts::111122223333:federated-user/night_shift",
            federatedUserId: "111122223333:night_shift",
          },
        },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:sts::111122223333:federated-user/night_shift",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  if (record.errorCode !== undefined) return undefined;
  const accessKeyId = readIssuedKey(record);
  const principal = readText(readObject(record.responseElements?.federatedUser)?.arn);
  if (accessKeyId === undefined && principal === undefined) return undefined;
  return {
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(principal !== undefined && { principal }),
    at: record.eventTime,
  };
}
