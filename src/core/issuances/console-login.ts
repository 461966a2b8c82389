import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued } from "../issued.ts";
import type { CloudTrailRecord } from "../record.ts";

export const consoleLogin = defineIssuance({
  id: "console-login",
  summary:
    "`signin ConsoleLogin`: a sign-in to the console. The console changes keys all the time and keeps the session's creation date, so it is joined by principal and date. The record's own key, where it bears one, leads further.",
  fooledBy: "Two sign-ins of the same session name within the same seconds.",
  eventSources: ["signin.amazonaws.com"],
  eventNames: ["ConsoleLogin"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "a role session signs in to the console",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "ConsoleLogin",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
          accessKeyId: "ASIAEXAMPLE",
        },
        responseElements: { ConsoleLogin: "Success" },
      },
      issued: {
        principal: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
        at: "2026-11-20T13:58:00Z",
      },
    },
    {
      title: "a failed sign-in opens nothing",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "ConsoleLogin",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: { type: "Root", arn: "arn:aws:iam::111122223333:root" },
        responseElements: { ConsoleLogin: "Failure" },
      },
      issued: undefined,
    },
  ],
});

function read({ userIdentity, responseElements, eventTime }: CloudTrailRecord): Issued | undefined {
  const { arn } = userIdentity;
  if (responseElements?.ConsoleLogin !== "Success" || !arn) return undefined;
  return { principal: arn, at: eventTime };
}
