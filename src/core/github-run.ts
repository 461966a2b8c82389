import { readGitHubSubject, repositoryOf, runOf } from "./github-subject.ts";
import type { Run } from "./issuer.ts";

/**
 * The address of a run. The repository is what GitHub signed; the run's number mostly stands in the user agent only, where
 * aws-actions/configure-aws-credentials 6.2.0 and later writes it: a claim.
 */
export function readGitHubRun(subject: string, userAgent: string, site: string): Run | undefined {
  const read = readGitHubSubject(subject);
  const repository = repositoryOf(read);
  const run = runOf(read, userAgent);
  if (repository === undefined || run === undefined) return undefined;
  const says = `the number of the run${run.attempt === undefined ? "" : `, attempt ${run.attempt}`}`;
  return {
    link: `https://${site}/${repository}/actions/runs/${run.id}`,
    evidence: [
      {
        field: run.signed ? "userIdentity.userName" : "userAgent",
        value: run.signed ? subject : userAgent,
        grade: run.signed ? "proven" : "claimed",
        says: run.signed ? says : `${says}, as the caller claims`,
      },
    ],
  };
}
