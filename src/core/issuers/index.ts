import type { Issuer } from "../issuer.ts";
import { azurePipelines } from "./azure-pipelines.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import { circleci } from "./circleci.ts";
import { cognito } from "./cognito.ts";
import { eks } from "./eks.ts";
import { githubActions } from "./github-actions.ts";
import { githubEnterpriseServer } from "./github-enterprise-server.ts";
import { gitlab } from "./gitlab.ts";
import { gke } from "./gke.ts";
import { google } from "./google.ts";
import { hcpTerraform } from "./hcp-terraform.ts";
import { pulumiCloud } from "./pulumi-cloud.ts";
import { spacelift } from "./spacelift.ts";

/** Every issuer of OpenID Connect tokens whose host and subject are documented; no two take the same host. */
export const issuers: readonly Issuer[] = [
  githubActions,
  githubEnterpriseServer,
  gitlab,
  bitbucket,
  circleci,
  hcpTerraform,
  buildkite,
  azurePipelines,
  pulumiCloud,
  spacelift,
  eks,
  gke,
  google,
  cognito,
];
