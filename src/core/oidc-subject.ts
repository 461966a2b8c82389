import type { ActorKind } from "./actor.ts";

/** What an OpenID Connect provider and the subject of its token say about who asked for a session. */
export interface OidcSubject {
  readonly kind: ActorKind;
  /** Who it was: `acme/shop` (a repository), `prod/checkout` (a Kubernetes service account), or the subject itself. */
  readonly name: string;
  /** `GitHub Actions, refs/heads/main`. */
  readonly via: string;
}

/** What a provider is, without a subject. */
interface Provider {
  readonly kind: ActorKind;
  readonly name: string;
}

const GITHUB = "token.actions.githubusercontent.com";
const EKS = /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** Providers by the host of their issuer URL, as each documents it. */
const PROVIDERS: ReadonlyMap<string, Provider> = new Map([
  [GITHUB, { kind: "pipeline", name: "GitHub Actions" }],
  ["gitlab.com", { kind: "pipeline", name: "GitLab CI" }],
  ["app.terraform.io", { kind: "pipeline", name: "HCP Terraform" }],
  ["oidc.circleci.com", { kind: "pipeline", name: "CircleCI" }],
  ["agent.buildkite.com", { kind: "pipeline", name: "Buildkite" }],
  ["vstoken.dev.azure.com", { kind: "pipeline", name: "Azure Pipelines" }],
  ["api.pulumi.com", { kind: "pipeline", name: "Pulumi Cloud" }],
] satisfies readonly (readonly [string, Provider])[]);

/**
 * Reads the provider alone: `arn:aws:iam::A:oidc-provider/token.actions.githubusercontent.com`.
 *
 * The host is compared whole, for anybody may add a provider whose name merely contains a known one.
 */
export function readProvider(provider: string): Provider {
  const issuer = issuerOf(provider);
  const host = issuer.split("/")[0] ?? "";
  const known = PROVIDERS.get(host);
  if (known !== undefined) return known;
  if (EKS.test(host)) return { kind: "workload", name: "EKS service account" };
  return { kind: "unknown", name: issuer === "" ? "OIDC" : `OIDC ${issuer}` };
}

/**
 * Reads provider and subject. AWS checked the token's signature, so the provider did say this.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/cloud_services/
 * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export function readOidcSubject(provider: string, subject: string): OidcSubject {
  const { kind, name } = readProvider(provider);
  const read = SUBJECTS.get(name)?.(subject);
  if (read === undefined) return { kind, name: subject, via: name };
  return { kind, name: read.name, via: read.detail === "" ? name : `${name}, ${read.detail}` };
}

interface Parts {
  readonly name: string;
  readonly detail: string;
}

const SUBJECTS: ReadonlyMap<string, (subject: string) => Parts | undefined> = new Map([
  ["GitHub Actions", readGitHub],
  ["GitLab CI", readGitLab],
  ["HCP Terraform", readTerraform],
  ["EKS service account", readServiceAccount],
]);

/** `repo:ORG/REPO:ref:refs/heads/main`, `repo:ORG/REPO:environment:prod`, `repo:ORG/REPO:pull_request`. */
function readGitHub(subject: string): Parts | undefined {
  const [prefix, name = "", ...rest] = subject.split(":");
  if (prefix !== "repo" || name === "") return undefined;
  const [what = "", ...value] = rest;
  const detail = what === "ref" ? value.join(":") : [what, ...value].join(" ");
  return { name, detail };
}

/** `project_path:GROUP/PROJECT:ref_type:branch:ref:main`. */
function readGitLab(subject: string): Parts | undefined {
  const fields = pairs(subject);
  const name = fields.get("project_path") ?? "";
  if (name === "") return undefined;
  return { name, detail: `${fields.get("ref_type") ?? "ref"} ${fields.get("ref") ?? ""}`.trim() };
}

/** `organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:apply`. */
function readTerraform(subject: string): Parts | undefined {
  const fields = pairs(subject);
  const organization = fields.get("organization");
  const workspace = fields.get("workspace");
  if (!organization || !workspace) return undefined;
  return { name: `${organization}/${workspace}`, detail: fields.get("run_phase") ?? "" };
}

/** `system:serviceaccount:NAMESPACE:NAME`. */
function readServiceAccount(subject: string): Parts | undefined {
  const [system, what, namespace = "", name = ""] = subject.split(":");
  if (system !== "system" || what !== "serviceaccount" || name === "") return undefined;
  return { name: `${namespace}/${name}`, detail: "" };
}

function pairs(subject: string): ReadonlyMap<string, string> {
  const words = subject.split(":");
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    found.set(words[index] ?? "", words[index + 1] ?? "");
  }
  return found;
}

function issuerOf(provider: string): string {
  const marker = ":oidc-provider/";
  const at = provider.indexOf(marker);
  const issuer = at === -1 ? provider : provider.slice(at + marker.length);
  return issuer.startsWith("https://") ? issuer.slice("https://".length) : issuer;
}
