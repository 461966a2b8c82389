import { defineIssuer, pairsOf } from "../issuer.ts";

const DEPLOY = "pulumi:deploy:";

export const pulumiCloud = defineIssuer({
  id: "pulumi-cloud",
  name: "Pulumi Cloud",
  kind: "pipeline",
  documentation: "https://www.pulumi.com/docs/administration/access-identity/oidc-issuer/",
  fooledBy:
    "Whoever may start a deployment of the stack. An environment (ESC) may be opened by a person or a program alike: then it is not said who it was.",
  subject: "stack",
  issues: (issuer) => issuer === "api.pulumi.com/oidc" || issuer === "api.pulumi.com",
  /** `pulumi:deploy:org:O:project:P:stack:S:operation:update:scope:write`. */
  read: (subject) => {
    if (!subject.startsWith(DEPLOY))
      return subject.startsWith("pulumi:environments:")
        ? { name: subject, detail: "environment", kind: "unknown" }
        : undefined;
    const fields = pairsOf(subject.slice(DEPLOY.length));
    const parts = [fields.get("org"), fields.get("project"), fields.get("stack")];
    if (parts.some((part) => !part)) return undefined;
    return { name: parts.join("/"), detail: fields.get("operation") ?? "" };
  },
  examples: [
    {
      title: "a deployment of a stack",
      issuer: "api.pulumi.com/oidc",
      subject: "pulumi:deploy:org:acme:project:shop:stack:prod:operation:update:scope:write",
      actor: { kind: "pipeline", name: "acme/shop/prod", via: "Pulumi Cloud, update" },
    },
    {
      title: "an environment that somebody or something opened",
      issuer: "api.pulumi.com/oidc",
      subject: "pulumi:environments:org:acme:env:shop/prod",
      actor: {
        kind: "unknown",
        name: "pulumi:environments:org:acme:env:shop/prod",
        via: "Pulumi Cloud, environment",
      },
    },
  ],
});
