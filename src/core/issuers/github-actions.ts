import { readGitHubRun } from "../github-run.ts";
import { detailOf, readGitHubSubject, repositoryOf } from "../github-subject.ts";
import { defineIssuer } from "../issuer.ts";

/** github.com, with the enterprise's name behind it where the enterprise asked for that. */
const GITHUB = /^token\.actions\.githubusercontent\.com(?:\/[A-Za-z0-9-]{1,64})?$/;
/** GitHub Enterprise Cloud with data residency: GitHub owns ghe.com. */
const RESIDENT = /^token\.actions\.([a-z0-9-]{1,63})\.ghe\.com(?:\/[A-Za-z0-9-]{1,64})?$/;

export const githubActions = defineIssuer({
  id: "github-actions",
  name: "GitHub Actions",
  kind: "pipeline",
  documentation: "https://docs.github.com/en/actions/reference/security/oidc",
  fooledBy:
    "Whoever may push to the branch or start the workflow. The run's number is mostly the caller's own text, so only the repository in the run's address is certain.",
  subject: "repository and run",
  issues: (issuer) => GITHUB.test(issuer) || RESIDENT.test(issuer),
  read: (subject) => {
    const read = readGitHubSubject(subject);
    const name = repositoryOf(read);
    return name === undefined ? undefined : { name, detail: detailOf(read) };
  },
  run: (subject, userAgent, issuer) => {
    const resident = RESIDENT.exec(issuer)?.[1];
    const site = resident === undefined ? "github.com" : `${resident}.ghe.com`;
    return readGitHubRun(subject, userAgent, site);
  },
  examples: [
    {
      title: "a branch, and the run that the credentials action names",
      issuer: "token.actions.githubusercontent.com",
      subject: "repo:acme/shop:ref:refs/heads/main",
      userAgent:
        "aws-sdk-js/3.1100.0 ua/2.1 os/linux lang/js md/nodejs#24.1.0 md/run_id#15500000001 md/attempt#1 configure-aws-credentials-for-github-actions",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "GitHub Actions, refs/heads/main",
        link: "https://github.com/acme/shop/actions/runs/15500000001",
      },
    },
    {
      title: "an environment whose name has a colon",
      issuer: "token.actions.githubusercontent.com",
      subject: "repo:acme/shop:environment:prod%3Aeu",
      actor: { kind: "pipeline", name: "acme/shop", via: "GitHub Actions, environment prod:eu" },
    },
    {
      title: "a pull request",
      issuer: "token.actions.githubusercontent.com",
      subject: "repo:acme/shop:pull_request",
      actor: { kind: "pipeline", name: "acme/shop", via: "GitHub Actions, pull_request" },
    },
    {
      title: "the form with ids, which newer repositories have",
      issuer: "token.actions.githubusercontent.com",
      subject: "repo:acme@123456/shop@456789:ref:refs/heads/main",
      actor: { kind: "pipeline", name: "acme/shop", via: "GitHub Actions, refs/heads/main" },
    },
    {
      title: "a subject with the reusable workflow in it",
      issuer: "token.actions.githubusercontent.com/acme-inc",
      subject:
        "repo:acme/shop:environment:prod:job_workflow_ref:acme/ci/.github/workflows/deploy.yml@refs/heads/main",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "GitHub Actions, environment prod, workflow acme/ci/.github/workflows/deploy.yml@refs/heads/main",
      },
    },
    {
      title: "a subject that does not name the repository stays as it is",
      issuer: "token.actions.githubusercontent.com",
      subject: "repository_id:456789",
      userAgent: "aws-sdk-js/3.1100.0 md/run_id#15500000001",
      actor: { kind: "pipeline", name: "repository_id:456789", via: "GitHub Actions" },
    },
    {
      title: "GitHub Enterprise Cloud with data residency",
      issuer: "token.actions.acme.ghe.com",
      subject: "repo:acme/shop:ref:refs/tags/v1",
      userAgent: "aws-sdk-js/3.1100.0 md/run_id#77 md/attempt#2",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "GitHub Actions, refs/tags/v1",
        link: "https://acme.ghe.com/acme/shop/actions/runs/77",
      },
    },
    {
      title: "a host that only looks like GitHub's",
      issuer: "token.actions.githubusercontent.com.example.net",
      subject: "repo:acme/shop:ref:refs/heads/main",
      actor: {
        kind: "unknown",
        name: "repo:acme/shop:ref:refs/heads/main",
        via: "OIDC token.actions.githubusercontent.com.example.net, claimed",
      },
    },
  ],
});
