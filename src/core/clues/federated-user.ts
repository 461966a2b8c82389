import { defineClue } from "../clue.ts";
import { parseArn } from "../arn.ts";
import { actorFrom, cite, ISSUER, NOBODY_KNOWN } from "../principal.ts";
import type { CloudTrailRecord } from "../record.ts";
import { lookupsFor } from "../who-assumed.ts";

export const federatedUser = defineClue({
  id: "federated-user",
  summary:
    "`userIdentity.type` is `FederatedUser`: the session issuer is the IAM user or root that called GetFederationToken.",
  fooledBy:
    "The federated user's own name is what that IAM user typed, so it stands in brackets only.",
  read: (record) => {
    const { type, accountId, sessionContext } = record.userIdentity;
    if (type !== "FederatedUser") return undefined;
    const label = labelOf(record);
    const via = label === "" ? "federated user" : `federated user ${label}`;
    const claimed = cite("userIdentity.arn", label, "claimed", "the name its maker gave it");
    const issuer = sessionContext?.sessionIssuer;
    if (issuer?.type === "Root") {
      const name = `root of ${issuer.accountId ?? accountId ?? "an unnamed account"}`;
      const proof = cite(`${ISSUER}.type`, "Root", "proven", "root called GetFederationToken");
      return actorFrom(record, {
        kind: "root",
        name,
        via,
        grade: "proven",
        evidence: [proof, claimed],
      });
    }
    if (issuer?.userName) {
      const name = issuer.userName;
      const says = "the IAM user that called GetFederationToken";
      const proof = cite(`${ISSUER}.userName`, name, "proven", says);
      return actorFrom(record, {
        kind: "person",
        name,
        via,
        grade: "proven",
        evidence: [proof, claimed],
      });
    }
    const lookups = lookupsFor(record);
    return actorFrom(record, {
      kind: "unknown",
      name: label === "" ? NOBODY_KNOWN : label,
      via: "federated user, claimed",
      evidence: [claimed],
      gaps: [
        {
          unknown: "who called GetFederationToken",
          missing: `the sts GetFederationToken event for ${label}`,
          ...(lookups.length > 0 && { lookups }),
        },
      ],
    });
  },
  examples: [
    {
      title: "an IAM user behind a federated session",
      record: {
        userIdentity: {
          type: "FederatedUser",
          principalId: "111122223333:night_shift",
          arn: "arn:aws:sts::111122223333:federated-user/night_shift",
          accountId: "111122223333",
          sessionContext: {
            sessionIssuer: { type: "IAMUser", userName: "alice", accountId: "111122223333" },
          },
        },
      },
      actor: { kind: "person", name: "alice", via: "federated user night_shift" },
    },
    {
      title: "a federated session whose issuer the record does not name",
      record: {
        userIdentity: {
          type: "FederatedUser",
          arn: "arn:aws:sts::111122223333:federated-user/night_shift",
        },
      },
      actor: { kind: "unknown", name: "night_shift", via: "federated user, claimed" },
    },
  ],
});

function labelOf({ userIdentity }: CloudTrailRecord): string {
  const resource = parseArn(userIdentity.arn ?? "")?.resource ?? "";
  return resource.startsWith("federated-user/") ? resource.slice("federated-user/".length) : "";
}
