import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued } from "../issued.ts";
import { readText } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

export const switchRole = defineIssuance({
  id: "switch-role",
  summary:
    "`signin SwitchRole`: somebody in the console switches to a role. The record's own identity is the new session; `additionalEventData.SwitchFrom` is the ARN of who switched. Joined by session and creation date.",
  fooledBy:
    "Two who switch to the same role under the same name within the same seconds. The session bears the name of whoever switched, so that is rare.",
  eventSources: ["signin.amazonaws.com"],
  eventNames: ["SwitchRole"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "an IAM user switches to a role in another account",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "SwitchRole",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/alice",
        },
        responseElements: { SwitchRole: "Success" },
        additionalEventData: { SwitchFrom: "arn:aws:iam::444455556666:user/alice" },
      },
      issued: {
        principal: "arn:aws:sts::111122223333:assumed-role/Operator/alice",
        at: "2026-11-20T13:58:00Z",
        by: "arn:aws:iam::444455556666:user/alice",
      },
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  const { arn } = record.userIdentity;
  const by = readText(record.additionalEventData?.SwitchFrom);
  if (record.responseElements?.SwitchRole !== "Success" || !arn || !by) return undefined;
  return { principal: arn, at: record.eventTime, by };
}
