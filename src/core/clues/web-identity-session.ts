import { defineClue } from "../clue.ts";
import { readProvider } from "../oidc-subject.ts";
import { actorFrom, cite, citeRole, readRoleSession, whoAssumed } from "../principal.ts";

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
    const { kind, name } = readProvider(provider);
    return actorFrom(record, {
      kind,
      name,
      via: `role ${role.role}`,
      evidence: [
        cite(FIELD, provider, "proven", "the provider whose token opened the session"),
        citeRole(role),
      ],
      gaps: [
        {
          unknown: `which ${SUBJECT.get(name) ?? "subject"} of ${name} it was`,
          missing: whoAssumed(record, "AssumeRoleWithWebIdentity").missing,
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

const SUBJECT: ReadonlyMap<string, string> = new Map([
  ["GitHub Actions", "repository and run"],
  ["GitLab CI", "project and branch"],
  ["HCP Terraform", "workspace"],
  ["EKS service account", "pod"],
]);
