import { defineIssuer } from "../issuer.ts";

export const google = defineIssuer({
  id: "google",
  name: "Google",
  kind: "unknown",
  documentation:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_manual.html",
  fooledBy:
    "The subject is a number, of a person's account or of a service account alike: only Google knows which.",
  subject: "account",
  issues: (issuer) => issuer === "accounts.google.com",
  read: () => undefined,
  examples: [
    {
      title: "a number that may be a person or a service account",
      issuer: "accounts.google.com",
      subject: "104985123456789012345",
      actor: { kind: "unknown", name: "104985123456789012345", via: "Google" },
    },
  ],
});
