import { defineIssuer } from "../issuer.ts";

const ISSUER =
  /^api\.bitbucket\.org\/2\.0\/workspaces\/([\w.-]{1,100})\/pipelines-config\/identity\/oidc$/;
const UUID = /^\{[0-9a-f-]{36}\}$/i;

export const bitbucket = defineIssuer({
  id: "bitbucket",
  name: "Bitbucket Pipelines",
  kind: "pipeline",
  documentation:
    "https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/",
  fooledBy: "Whoever may push to the repository. Its tokens name repository and step by id only.",
  subject: "repository and step",
  issues: (issuer) => ISSUER.test(issuer),
  /** `{repository}:{step}`, or `{repository}:{environment}:{step}` for a deployment. */
  read: (subject, issuer) => {
    const workspace = ISSUER.exec(issuer)?.[1] ?? "";
    const ids = subject.split(":");
    const [repository = "", environment = ""] = ids;
    if (ids.length < 2 || ids.length > 3 || !ids.every((id) => UUID.test(id))) return undefined;
    return {
      name: `${workspace}/${repository}`,
      detail: ids.length === 3 ? `environment ${environment}` : "",
    };
  },
  examples: [
    {
      title: "a deployment to an environment",
      issuer: "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
      subject:
        "{0d2f9a1e-5b1c-4a53-9f0e-3d1a2b4c5d6e}:{aa2f9a1e-5b1c-4a53-9f0e-3d1a2b4c5d6e}:{bb2f9a1e-5b1c-4a53-9f0e-3d1a2b4c5d6e}",
      actor: {
        kind: "pipeline",
        name: "acme/{0d2f9a1e-5b1c-4a53-9f0e-3d1a2b4c5d6e}",
        via: "Bitbucket Pipelines, environment {aa2f9a1e-5b1c-4a53-9f0e-3d1a2b4c5d6e}",
      },
    },
  ],
});
