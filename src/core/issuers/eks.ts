import { defineIssuer } from "../issuer.ts";
import { readServiceAccount } from "../service-account.ts";

/** The second host is that of clusters reached over IPv6. */
const ISSUER =
  /^(?:oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|oidc-eks\.[a-z0-9-]+\.api\.(?:aws|amazonwebservices\.com\.cn))(?:\/id\/[A-Za-z0-9]{1,64})?$/;

export const eks = defineIssuer({
  id: "eks",
  name: "EKS service account",
  kind: "workload",
  documentation:
    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
  fooledBy: "Whoever may run a pod under the service account, or has a shell in such a pod.",
  subject: "pod",
  issues: (issuer) => ISSUER.test(issuer),
  read: readServiceAccount,
  examples: [
    {
      title: "a pod on EKS",
      issuer: "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
      subject: "system:serviceaccount:prod:checkout",
      actor: { kind: "workload", name: "prod/checkout", via: "EKS service account" },
    },
  ],
});
