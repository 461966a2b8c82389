import { defineClue } from "../clue.ts";
import { readIssuedKey } from "../issued.ts";
import { actorFrom, cite } from "../principal.ts";
import { lookupsForCopy } from "../who-assumed.ts";

export const awsAccount = defineClue({
  id: "aws-account",
  summary:
    "`userIdentity.type` is `AWSAccount`: another account's principal, of which CloudTrail shows this account little more than the account.",
  fooledBy: "Nothing in the record; but only that account's own trail says who it was.",
  read: (record) => {
    const { type, accountId, principalId, invokedBy } = record.userIdentity;
    if (type !== "AWSAccount") return undefined;
    const account = accountId || principalId || "";
    const lookups = lookupsForCopy(record, account, readIssuedKey(record));
    return actorFrom(record, {
      kind: "account",
      name: account === "" ? "another account" : `account ${account}`,
      via: "another account",
      evidence: [
        accountId
          ? cite("userIdentity.accountId", accountId, "proven", "the account of the caller")
          : cite("userIdentity.type", type, "proven", "a principal of another account"),
        ...(invokedBy
          ? [cite("userIdentity.invokedBy", invokedBy, "proven", "the service it called through")]
          : []),
      ],
      gaps: [
        {
          unknown: "who in that account made the call",
          missing: `the same event in the trail of account ${account || "of the caller"}${record.sharedEventID === undefined ? "" : ` (sharedEventID ${record.sharedEventID})`}`,
          ...(lookups.length > 0 && { lookups }),
        },
      ],
    });
  },
  examples: [
    {
      title: "another account assumes a role here",
      record: {
        eventName: "AssumeRole",
        eventSource: "sts.amazonaws.com",
        userIdentity: {
          type: "AWSAccount",
          principalId: "AIDAEXAMPLE",
          accountId: "444455556666",
        },
      },
      actor: { kind: "account", name: "account 444455556666", via: "another account" },
    },
  ],
});
