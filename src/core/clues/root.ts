import { defineClue } from "../clue.ts";
import { actorFrom, cite, principalOf } from "../principal.ts";

export const root = defineClue({
  id: "root",
  summary: "`userIdentity.type` is `Root`: AWS says that the account's root user signed the call.",
  fooledBy:
    "Nothing in the record; but it does not say which person holds the root password or key.",
  read: (record) => {
    const { type, arn = "", accountId, accessKeyId, sessionContext } = record.userIdentity;
    // A type over another identity's ARN is a record that somebody put together.
    if (type !== "Root" || /:(?:assumed-role|federated-user|role|user)\//.test(arn))
      return undefined;
    const issued = accessKeyId ? ` that issued ${accessKeyId}` : "";
    const central = sessionContext?.assumedRoot === true;
    return actorFrom(record, {
      kind: "root",
      name: `root of ${accountId || principalOf(record.userIdentity) || "an unnamed account"}`,
      via: central ? "root session from the organization" : "root user",
      evidence: [cite("userIdentity.type", "Root", "proven", "the account's root user")],
      gaps: central
        ? [{ unknown: "who took the root session", missing: `the sts AssumeRoot event${issued}` }]
        : [],
    });
  },
  examples: [
    {
      title: "the root user in the console",
      record: {
        userIdentity: {
          type: "Root",
          principalId: "111122223333",
          arn: "arn:aws:iam::111122223333:root",
          accountId: "111122223333",
        },
      },
      actor: { kind: "root", name: "root of 111122223333", via: "root user" },
    },
    {
      title: "a root session that the organization's management account took",
      record: {
        userIdentity: {
          type: "Root",
          accountId: "111122223333",
          accessKeyId: "ASIAEXAMPLE",
          sessionContext: { assumedRoot: "true" },
        },
      },
      actor: {
        kind: "root",
        name: "root of 111122223333",
        via: "root session from the organization",
      },
    },
  ],
});
