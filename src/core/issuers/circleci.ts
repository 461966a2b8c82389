import { defineIssuer } from "../issuer.ts";

const ISSUER = /^oidc\.circleci\.com\/org\/[0-9a-f-]{36}$/i;
const ID = "[0-9a-f-]{36}";
const SUBJECT = new RegExp(
  `^org/${ID}/project/(${ID})/user/(${ID})(?:/vcs-origin/([^\\s:]{1,300}?)/vcs-ref/(\\S{1,300}))?$`,
  "i",
);

export const circleci = defineIssuer({
  id: "circleci",
  name: "CircleCI",
  kind: "pipeline",
  documentation: "https://circleci.com/docs/openid-connect-tokens/",
  fooledBy: "Whoever may push to the repository, or run a job again with SSH.",
  subject: "project and branch",
  issues: (issuer) => ISSUER.test(issuer),
  /** `org/ORG/project/PROJECT/user/USER`, and behind it the repository and the ref in the newer form. */
  read: (subject) => {
    const match = SUBJECT.exec(subject);
    if (match === null) return undefined;
    const [, project = "", user = "", origin = "", ref = ""] = match;
    const repository = origin.split("/").slice(1).join("/");
    const triggered = `triggered by user ${user}`;
    return repository === ""
      ? { name: `project ${project}`, detail: triggered }
      : { name: repository, detail: `${ref}, ${triggered}` };
  },
  examples: [
    {
      title: "the form with repository and branch",
      issuer: "oidc.circleci.com/org/7977265f-fff8-4794-b8aa-b86b11ae1eb7",
      subject:
        "org/7977265f-fff8-4794-b8aa-b86b11ae1eb7/project/79321557-ab72-4422-9ccd-d7f579db2f1a/user/58bd21dd-34fd-4dfa-be1b-f8909fae9137/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main",
      actor: {
        kind: "pipeline",
        name: "acme/shop",
        via: "CircleCI, refs/heads/main, triggered by user 58bd21dd-34fd-4dfa-be1b-f8909fae9137",
      },
    },
    {
      title: "the older form has ids only",
      issuer: "oidc.circleci.com/org/7977265f-fff8-4794-b8aa-b86b11ae1eb7",
      subject:
        "org/7977265f-fff8-4794-b8aa-b86b11ae1eb7/project/79321557-ab72-4422-9ccd-d7f579db2f1a/user/58bd21dd-34fd-4dfa-be1b-f8909fae9137",
      actor: {
        kind: "pipeline",
        name: "project 79321557-ab72-4422-9ccd-d7f579db2f1a",
        via: "CircleCI, triggered by user 58bd21dd-34fd-4dfa-be1b-f8909fae9137",
      },
    },
  ],
});
