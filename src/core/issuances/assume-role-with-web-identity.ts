import { defineIssuance } from "../issuance.ts";
import { handlesOfIssued, readIssuedRole } from "../issued.ts";

export const assumeRoleWithWebIdentity = defineIssuance({
  id: "assume-role-with-web-identity",
  summary:
    "`sts AssumeRoleWithWebIdentity`: an OpenID Connect token takes a role; `userIdentity` is the `WebIdentityUser` with the token's subject. Joined by the key.",
  fooledBy:
    "Whoever may run code where the issuer hands out such tokens: a push to the branch, a pod under the service account.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["AssumeRoleWithWebIdentity"],
  handles: (record) => handlesOfIssued(readIssuedRole(record)),
  read: readIssuedRole,
  examples: [
    {
      title: "a GitHub workflow takes a role",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRoleWithWebIdentity",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "WebIdentityUser",
          userName: "repo:acme/shop:ref:refs/heads/main",
          identityProvider:
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        },
        requestParameters: {
          roleArn: "arn:aws:iam::111122223333:role/deploy-prod",
          roleSessionName: "GitHubActions",
        },
        responseElements: {
          credentials: { accessKeyId: "ASIAEXAMPLE" },
          assumedRoleUser: {
            arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
          },
          subjectFromWebIdentityToken: "repo:acme/shop:ref:refs/heads/main",
        },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});
