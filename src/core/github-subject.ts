/** What the subject of a GitHub token says. A key that stands for itself (`pull_request`) has an empty value. */
export type GitHubSubject = ReadonlyMap<string, string>;

/** Every claim that may stand in a subject: GitHub's default form and `include_claim_keys`. */
const KEYS: ReadonlySet<string> = new Set([
  "repo",
  "repository",
  "ref",
  "environment",
  "pull_request",
  "actor",
  "actor_id",
  "base_ref",
  "check_run_id",
  "enterprise",
  "enterprise_id",
  "event_name",
  "head_ref",
  "job_workflow_ref",
  "job_workflow_sha",
  "ref_protected",
  "ref_type",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "repository_visibility",
  "run_attempt",
  "run_id",
  "run_number",
  "runner_environment",
  "sha",
  "workflow",
  "workflow_ref",
  "workflow_sha",
]);
const REPOSITORY = /^([\w.-]{1,100})(?:@\d{1,20})?\/([\w.-]{1,100})(?:@\d{1,20})?$/;
const RUN = /^\d{1,20}$/;

/**
 * Takes a subject apart: `repo:ORG/REPO:ref:refs/heads/main`. Colons inside values are written `%3A`; before that was so,
 * what is no known key belonged to the value before it.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function readGitHubSubject(subject: string): GitHubSubject {
  const found = new Map<string, string>();
  let key = "";
  for (const word of subject.split(":")) {
    const isKey = KEYS.has(word) || word.startsWith("repo_property_");
    if (isKey && (key === "" || key === "pull_request" || found.get(key) !== "")) {
      if (found.has(word)) return new Map();
      key = word;
      found.set(key, "");
    } else {
      if (key === "" || key === "pull_request") return new Map();
      const before = found.get(key) ?? "";
      found.set(key, before === "" ? decode(word) : `${before}:${decode(word)}`);
    }
  }
  return found;
}

/** `acme/shop`, also from `acme@123456/shop@456789`, which stays the same when repositories are renamed. */
export function repositoryOf(subject: GitHubSubject): string | undefined {
  const match = REPOSITORY.exec(subject.get("repo") || subject.get("repository") || "");
  const [, owner = "", name = ""] = match ?? [];
  return match === null || isDots(owner) || isDots(name) ? undefined : `${owner}/${name}`;
}

/** The branch, tag, environment or pull request, and the workflow where the subject has it. */
export function detailOf(subject: GitHubSubject): string {
  const workflow = subject.get("job_workflow_ref") || subject.get("workflow_ref");
  return [
    subject.get("ref"),
    subject.get("environment") && `environment ${subject.get("environment")}`,
    subject.has("pull_request") ? "pull_request" : undefined,
    workflow && `workflow ${workflow}`,
    subject.get("actor") && `actor ${subject.get("actor")}`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(", ");
}

/** The number of the run, from the subject or from what the credentials action wrote into the user agent. */
export function runOf(
  subject: GitHubSubject,
  userAgent: string,
): { readonly id: string; readonly attempt?: string; readonly signed: boolean } | undefined {
  const signed = subject.get("run_id") ?? "";
  if (RUN.test(signed)) return { id: signed, signed: true };
  const words = userAgent.split(" ");
  const id = valueIn(words, "md/run_id#");
  const attempt = valueIn(words, "md/attempt#");
  if (id === undefined) return undefined;
  return { id, ...(attempt !== undefined && { attempt }), signed: false };
}

/** Two different values contradict each other, so that neither is believed. */
function valueIn(words: readonly string[], prefix: string): string | undefined {
  const values = new Set(
    words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length)),
  );
  const [value = ""] = values;
  return values.size === 1 && RUN.test(value) ? value : undefined;
}

/** `.` and `..` would lead out of the address. */
function isDots(name: string): boolean {
  return name === "." || name === "..";
}

function decode(text: string): string {
  return text.replaceAll(/%3a/gi, ":");
}
