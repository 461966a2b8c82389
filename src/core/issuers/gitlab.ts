import { defineIssuer, pairsOf } from "../issuer.ts";

export const gitlab = defineIssuer({
  id: "gitlab",
  name: "GitLab CI",
  kind: "pipeline",
  documentation: "https://docs.gitlab.com/ci/secrets/id_token_authentication/",
  fooledBy:
    "Whoever may push to the branch. A GitLab of one's own has its own host, which proves nothing: it stays an unknown issuer.",
  subject: "project and branch",
  issues: (issuer) => issuer === "gitlab.com",
  read: (subject) => {
    const fields = pairsOf(subject);
    const name = fields.get("project_path");
    if (!name) return undefined;
    const type = fields.get("ref_type") ?? "ref";
    const ref = fields.get("ref");
    const environment = fields.get("environment");
    return {
      name,
      detail: [ref && `${type} ${ref}`, environment && `environment ${environment}`]
        .filter((part) => part !== undefined && part !== "")
        .join(", "),
    };
  },
  examples: [
    {
      title: "a branch",
      issuer: "gitlab.com",
      subject: "project_path:acme/backend/shop:ref_type:branch:ref:main",
      actor: { kind: "pipeline", name: "acme/backend/shop", via: "GitLab CI, branch main" },
    },
    {
      title: "a GitLab of one's own is not proven to be one",
      issuer: "gitlab.example.com",
      subject: "project_path:acme/shop:ref_type:branch:ref:main",
      actor: {
        kind: "unknown",
        name: "project_path:acme/shop:ref_type:branch:ref:main",
        via: "OIDC gitlab.example.com, claimed",
      },
    },
  ],
});
