import { parseArn } from "../arn.ts";
import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued, readIssuedKey } from "../issued.ts";
import { readText } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html */
export const assumeRoot = defineIssuance({
  id: "assume-root",
  summary:
    "`sts AssumeRoot`: the organization's management account takes a root session in a member account for a single task. The event is in the trail of whoever took it; joined by the key.",
  fooledBy: "Nothing: the key joins two accounts' trails.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["AssumeRoot"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "a central administrator takes a root session",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRoot",
        eventTime: "2026-11-20T13:58:00Z",
        requestParameters: {
          targetPrincipal: "222222222222",
          taskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy" },
        },
        responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE" } },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:iam::222222222222:root",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  const accessKeyId = readIssuedKey(record);
  if (record.errorCode !== undefined || accessKeyId === undefined) return undefined;
  const target = readText(record.requestParameters?.targetPrincipal) ?? "";
  const account = parseArn(target)?.account ?? target;
  return {
    accessKeyId,
    ...(/^\d{12}$/.test(account) && { principal: `arn:aws:iam::${account}:root` }),
    at: record.eventTime,
  };
}
