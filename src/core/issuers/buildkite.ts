import { defineIssuer, pairsOf } from "../issuer.ts";

export const buildkite = defineIssuer({
  id: "buildkite",
  name: "Buildkite",
  kind: "pipeline",
  documentation: "https://buildkite.com/docs/pipelines/security/oidc",
  fooledBy: "Whoever may start a build of the pipeline, or controls the agent that runs it.",
  subject: "pipeline and branch",
  issues: (issuer) => issuer === "agent.buildkite.com",
  /** `organization:O:pipeline:P:ref:refs/heads/main:commit:SHA:step:KEY`. */
  read: (subject) => {
    const fields = pairsOf(subject);
    const organization = fields.get("organization");
    const pipeline = fields.get("pipeline");
    if (!organization || !pipeline) return undefined;
    return { name: `${organization}/${pipeline}`, detail: fields.get("ref") ?? "" };
  },
  examples: [
    {
      title: "a step of a build",
      issuer: "agent.buildkite.com",
      subject:
        "organization:acme:pipeline:shop:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:deploy",
      actor: { kind: "pipeline", name: "acme/shop", via: "Buildkite, refs/heads/main" },
    },
  ],
});
