import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";

export const identityCenterUser = defineClue({
  id: "identity-center-user",
  summary:
    "`userIdentity.onBehalfOf.userId`: the Identity Center user for whom AWS let the call through, by id.",
  fooledBy:
    "Nothing in the record. The id is not a name: the Identity Center directory says whose it is. It does not survive a further AssumeRole.",
  read: (record) => {
    const { userIdentity } = record;
    const userId = userIdentity.onBehalfOf?.userId;
    if (!userId) return undefined;
    const role = readRoleSession(userIdentity);
    const isUser = userIdentity.type === "IdentityCenterUser";
    const userName = isUser ? userIdentity.userName : undefined;
    return actorFrom(record, {
      kind: "person",
      name: userName || userId,
      via: role === undefined ? "Identity Center" : `Identity Center, role ${role.role}`,
      evidence: [
        cite("userIdentity.onBehalfOf.userId", userId, "proven", "the Identity Center user's id"),
        ...(userName
          ? [cite("userIdentity.userName", userName, "proven", "the Identity Center user's name")]
          : []),
        ...(role === undefined ? [] : [citeRole(role)]),
      ],
    });
  },
  examples: [
    {
      title: "an Identity Center user without a role or a name",
      record: {
        userIdentity: {
          type: "IdentityCenterUser",
          accountId: "111122223333",
          credentialId: "EXAMPLE",
          onBehalfOf: {
            userId: "11fb6570-3051-707e-a14f-d5a0d1f455fe",
            identityStoreArn: "arn:aws:identitystore::111122223333:identitystore/d-9a675246c6",
          },
        },
      },
      actor: {
        kind: "person",
        name: "11fb6570-3051-707e-a14f-d5a0d1f455fe",
        via: "Identity Center",
      },
    },
    {
      title:
        "a role used with an Identity Center user's identity; the session's name stays a claim",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/analytics/somebody@example.com",
          onBehalfOf: { userId: "11fb6570-3051-707e-a14f-d5a0d1f455fe" },
        },
      },
      actor: {
        kind: "person",
        name: "11fb6570-3051-707e-a14f-d5a0d1f455fe",
        via: "Identity Center, role analytics",
      },
    },
  ],
});
