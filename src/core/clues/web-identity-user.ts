import { defineClue } from "../clue.ts";
import type { Gap } from "../evidence.ts";
import { actorFrom, cite } from "../principal.ts";
import { readText } from "../read-field.ts";
import { readRun, readWebIdentity } from "../web-identity.ts";
import type { WebIdentity } from "../web-identity.ts";

export const webIdentityUser = defineClue({
  id: "web-identity-user",
  summary:
    "`userIdentity.type` is `WebIdentityUser`: the subject of an OpenID Connect token whose signature AWS checked; from GitHub it names repository and branch.",
  fooledBy:
    "Whoever may push to the repository or branch; and the provider itself. Which person pushed is not in the subject.",
  read: (record) => {
    const { type, userName } = record.userIdentity;
    if (type !== "WebIdentityUser" || !userName) return undefined;
    const provider =
      record.userIdentity.identityProvider ?? readText(record.responseElements?.provider) ?? "";
    const { kind, name, via, grade, understood } = readWebIdentity(provider, userName);
    const run = readRun(provider, userName, record.userAgent ?? "");
    const says = "the provider whose signature AWS checked";
    return actorFrom(record, {
      kind,
      name,
      via,
      grade,
      ...(run !== undefined && { link: run.link }),
      evidence: [
        cite("userIdentity.userName", userName, "proven", "the subject that the provider signed"),
        ...(provider === ""
          ? []
          : [cite("userIdentity.identityProvider", provider, "proven", says)]),
        ...(run?.evidence ?? []),
      ],
      gaps: gapsOf({ kind, name, understood }, provider),
    });
  },
  examples: [
    {
      title: "a GitHub Actions run",
      record: {
        eventName: "AssumeRoleWithWebIdentity",
        eventSource: "sts.amazonaws.com",
        userIdentity: {
          type: "WebIdentityUser",
          principalId:
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:acme/shop:ref:refs/heads/main",
          userName: "repo:acme/shop:ref:refs/heads/main",
          identityProvider:
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        },
      },
      actor: { kind: "pipeline", name: "acme/shop", via: "GitHub Actions, refs/heads/main" },
    },
    {
      title: "a pod on EKS",
      record: {
        userIdentity: {
          type: "WebIdentityUser",
          userName: "system:serviceaccount:prod:checkout",
          identityProvider:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
        },
      },
      actor: { kind: "workload", name: "prod/checkout", via: "EKS service account" },
    },
    {
      title: "a provider that only looks like GitHub",
      record: {
        userIdentity: {
          type: "WebIdentityUser",
          userName: "repo:acme/shop:ref:refs/heads/main",
          identityProvider:
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com.example.net",
        },
      },
      actor: {
        kind: "unknown",
        name: "repo:acme/shop:ref:refs/heads/main",
        via: "OIDC token.actions.githubusercontent.com.example.net, claimed",
      },
    },
  ],
});

/** Only the issuer can tell more than its subject. */
function gapsOf(
  { kind, name, understood }: Pick<WebIdentity, "kind" | "name" | "understood">,
  provider: string,
): readonly Gap[] {
  if (kind !== "unknown" && understood) return [];
  const whose = provider === "" ? "the provider" : provider;
  return [
    { unknown: `who ${name} is`, missing: `no record of AWS's: only ${whose} knows its subjects` },
  ];
}
