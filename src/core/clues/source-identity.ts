import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";

export const sourceIdentity = defineClue({
  id: "source-identity",
  summary:
    "`sessionContext.sourceIdentity`: set when the first role was assumed and carried through every role after it; it cannot be changed on the way.",
  fooledBy:
    "Whoever assumed the first role, unless that role's trust policy says which source identities it takes.",
  read: (record) => {
    const { userIdentity } = record;
    const name = userIdentity.sessionContext?.sourceIdentity;
    if (!name) return undefined;
    const role = readRoleSession(userIdentity);
    return actorFrom(record, {
      kind: "person",
      name,
      via: role === undefined ? "source identity" : `role ${role.role}, source identity`,
      evidence: [
        cite(
          "userIdentity.sessionContext.sourceIdentity",
          name,
          "inferred",
          "the name set when the first role was assumed",
        ),
        ...(role === undefined ? [] : [citeRole(role)]),
      ],
    });
  },
  examples: [
    {
      title: "a person behind two roles",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/botocore-session-1763644931",
          sessionContext: {
            sourceIdentity: "jane.doe",
            sessionIssuer: { type: "Role", userName: "deploy-prod" },
          },
        },
      },
      actor: { kind: "person", name: "jane.doe", via: "role deploy-prod, source identity" },
    },
  ],
});
