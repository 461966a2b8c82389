import { detailOf, readGitHubSubject, repositoryOf } from "../github-subject.ts";
import { defineIssuer } from "../issuer.ts";

/** `HOSTNAME/_services/token`: the path is GitHub's, the host is whoever set the server up. */
const SERVER = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}\/_services\/token$/;

export const githubEnterpriseServer = defineIssuer({
  id: "github-enterprise-server",
  name: "GitHub Actions of",
  kind: "pipeline",
  documentation:
    "https://docs.github.com/en/enterprise-server@latest/actions/reference/security/oidc",
  fooledBy:
    "Whoever runs a server with such a path: that the host is a GitHub Enterprise Server is only its own word. So it is a claim.",
  subject: "repository",
  grade: "claimed",
  issues: (issuer) => SERVER.test(issuer),
  read: (subject) => {
    const read = readGitHubSubject(subject);
    const name = repositoryOf(read);
    return name === undefined ? undefined : { name, detail: detailOf(read) };
  },
  examples: [
    {
      title: "a company's own server",
      issuer: "github.example.com/_services/token",
      subject: "repo:acme/shop:ref:refs/heads/main",
      userAgent: "aws-sdk-js/3.1100.0 md/run_id#77",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "GitHub Actions of github.example.com/_services/token, refs/heads/main, claimed",
      },
    },
  ],
});
