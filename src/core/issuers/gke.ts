import { defineIssuer } from "../issuer.ts";
import { readServiceAccount } from "../service-account.ts";

const ISSUER =
  /^container\.googleapis\.com\/v1\/projects\/[\w.:-]{1,100}\/locations\/[\w-]{1,60}\/clusters\/[\w-]{1,60}$/;

export const gke = defineIssuer({
  id: "gke",
  name: "GKE service account",
  kind: "workload",
  documentation: "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity",
  fooledBy: "Whoever may run a pod under the service account, or has a shell in such a pod.",
  subject: "pod",
  issues: (issuer) => ISSUER.test(issuer),
  read: readServiceAccount,
  examples: [
    {
      title: "a pod on Google Kubernetes Engine",
      issuer: "container.googleapis.com/v1/projects/acme/locations/europe-west1/clusters/prod",
      subject: "system:serviceaccount:prod:checkout",
      actor: { kind: "workload", name: "prod/checkout", via: "GKE service account" },
    },
    {
      title: "a cluster of one's own is an unknown issuer",
      issuer: "k8s.example.com",
      subject: "system:serviceaccount:prod:checkout",
      actor: {
        kind: "unknown",
        name: "system:serviceaccount:prod:checkout",
        via: "OIDC k8s.example.com, claimed",
      },
    },
  ],
});
