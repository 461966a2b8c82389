import { defineIssuer, pairsOf } from "../issuer.ts";

const ISSUER = /^([a-z0-9-]{1,63})\.app\.(?:us\.)?spacelift\.io$/;

export const spacelift = defineIssuer({
  id: "spacelift",
  name: "Spacelift",
  kind: "pipeline",
  documentation: "https://docs.spacelift.io/integrations/cloud-providers/oidc",
  fooledBy: "Whoever may start a run of the stack.",
  subject: "stack",
  issues: (issuer) => ISSUER.test(issuer),
  /** `space:S:stack:ID:run_type:TRACKED:scope:write`; a module instead of a stack; newer accounts add `space_path`. */
  read: (subject, issuer) => {
    const account = ISSUER.exec(issuer)?.[1] ?? "";
    const fields = pairsOf(subject);
    const place = fields.get("stack") || fields.get("module");
    if (!place) return undefined;
    const type = fields.get("run_type");
    return { name: `${account}/${place}`, detail: type ? `${type} run` : "" };
  },
  examples: [
    {
      title: "a run of a stack",
      issuer: "acme.app.spacelift.io",
      subject: "space:production:stack:shop:run_type:TRACKED:scope:write",
      actor: { kind: "pipeline", name: "acme/shop", via: "Spacelift, TRACKED run" },
    },
  ],
});
