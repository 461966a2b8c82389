import { parseArn } from "../arn.ts";
import { defineClue } from "../clue.ts";
import { actorFrom, cite } from "../principal.ts";

/** AWS hides what was typed at a failed console sign-in, for it may have been a password. */
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

export const iamUser = defineClue({
  id: "iam-user",
  summary: "`userIdentity.type` is `IAMUser`: AWS names the user whose key or password was used.",
  fooledBy:
    "Nothing in the record; but a key can be shared, stolen or sit in a program. An IAM user is shown as a person: a program's user looks just the same.",
  read: (record) => {
    const { type, userName, arn, principalId } = record.userIdentity;
    const path = parseArn(arn ?? "")?.resource ?? "";
    if (type !== "IAMUser" && !(type === "User" && path.startsWith("user/"))) return undefined;
    // A type over another identity's ARN is a record that somebody put together.
    if (userName === HIDDEN || /^(?:assumed-role|federated-user|role)\//.test(path))
      return undefined;
    const inArn = path.startsWith("user/") ? path.split("/").at(-1) : undefined;
    const name = userName || inArn || principalId;
    if (!name) return undefined;
    const field = userName ? "userName" : inArn ? "arn" : "principalId";
    return actorFrom(record, {
      kind: "person",
      name,
      via: "IAM user",
      evidence: [cite(`userIdentity.${field}`, name, "proven", "the IAM user that signed")],
    });
  },
  examples: [
    {
      title: "an IAM user",
      record: {
        userIdentity: {
          type: "IAMUser",
          principalId: "AIDAEXAMPLE",
          arn: "arn:aws:iam::111122223333:user/ops/alice",
          accountId: "111122223333",
          accessKeyId: "AKIAEXAMPLE",
          userName: "alice",
        },
      },
      actor: { kind: "person", name: "alice", via: "IAM user" },
    },
    {
      title: "a type that contradicts the ARN names nobody",
      record: {
        userIdentity: {
          type: "IAMUser",
          principalId: "AROAEXAMPLE:jane",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/jane",
        },
      },
      actor: { kind: "unknown", name: "unknown" },
    },
    {
      title: "a failed sign-in, whose user name AWS hides",
      record: {
        eventName: "ConsoleLogin",
        eventSource: "signin.amazonaws.com",
        userIdentity: {
          type: "IAMUser",
          accountId: "111122223333",
          accessKeyId: "",
          userName: HIDDEN,
        },
      },
      actor: { kind: "unknown", name: "unknown" },
    },
  ],
});
