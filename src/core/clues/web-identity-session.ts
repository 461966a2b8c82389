import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";
import { readProvider } from "../web-identity.ts";
import { whoAssumed } from "../who-assumed.ts";

const FIELD = "userIdentity.sessionContext.webIdFederationData.federatedProvider";

export const webIdentitySession = defineClue({
  id: "web-identity-session",
  summary:
    "`webIdFederationData.federatedProvider`: AWS wrote down which OpenID Connect provider's token opened the role's session.",
  fooledBy:
    "Nothing about the provider; but which repository, branch or pod it was stands only in the AssumeRoleWithWebIdentity event.",
  read: (record) => {
    const { userIdentity } = record;
    const provider = userIdentity.sessionContext?.webIdFederationData?.federatedProvider;
    const role = readRoleSession(userIdentity);
    if (!provider || role === undefined) return undefined;
    const { kind, name, subject, grade } = readProvider(provider);
    return actorFrom(record, {
      kind,
      name,
      via: grade === "claimed" ? `role ${role.role}, claimed` : `role ${role.role}`,
      grade,
      evidence: [
        cite(FIELD, provider, "proven", "the provider whose token opened the session"),
        citeRole(role),
      ],
      gaps: [
        {
          ...whoAssumed(record, "AssumeRoleWithWebIdentity"),
          unknown: `which ${subject} of ${name} it was`,
        },
      ],
    });
  },
  examples: [
    {
      title: "a deployment from GitHub Actions",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
          accessKeyId: "ASIAEXAMPLE",
          sessionContext: {
            sessionIssuer: { type: "Role", userName: "deploy-prod" },
            webIdFederationData: {
              federatedProvider:
                "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
              attributes: {},
            },
          },
        },
      },
      actor: { kind: "pipeline", name: "GitHub Actions", via: "role deploy-prod" },
    },
  ],
});
