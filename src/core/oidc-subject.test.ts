import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOidcSubject } from "./oidc-subject.ts";

const provider = (host: string): string => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const GITHUB = provider("token.actions.githubusercontent.com");

describe("the subject of an OpenID Connect token", () => {
  it("names the repository, and the branch, environment or pull request", () => {
    const via = (rest: string): string => readOidcSubject(GITHUB, `repo:acme/shop:${rest}`).via;

    assert.equal(readOidcSubject(GITHUB, "repo:acme/shop:ref:refs/tags/v1").name, "acme/shop");
    assert.equal(via("ref:refs/tags/v1"), "GitHub Actions, refs/tags/v1");
    assert.equal(via("environment:prod"), "GitHub Actions, environment prod");
    assert.equal(via("pull_request"), "GitHub Actions, pull_request");
  });

  it("stays as it is where the repository's owner gave it another form", () => {
    assert.deepEqual(readOidcSubject(GITHUB, "job_workflow_ref:acme/ci@main"), {
      kind: "pipeline",
      name: "job_workflow_ref:acme/ci@main",
      via: "GitHub Actions",
    });
  });

  it("names a GitLab project and an HCP Terraform workspace", () => {
    assert.deepEqual(
      readOidcSubject(provider("gitlab.com"), "project_path:acme/shop:ref_type:branch:ref:main"),
      { kind: "pipeline", name: "acme/shop", via: "GitLab CI, branch main" },
    );
    assert.deepEqual(
      readOidcSubject(
        provider("app.terraform.io"),
        "organization:acme:project:shop:workspace:prod:run_phase:apply",
      ),
      { kind: "pipeline", name: "acme/prod", via: "HCP Terraform, apply" },
    );
  });

  it("is not believed to be GitHub's because the provider's name contains GitHub's", () => {
    for (const host of [
      "token.actions.githubusercontent.com.example.net",
      "example.net/token.actions.githubusercontent.com",
      "xtoken.actions.githubusercontent.com",
    ]) {
      assert.equal(
        readOidcSubject(provider(host), "repo:acme/shop:ref:main").kind,
        "unknown",
        host,
      );
    }
  });

  it("may be anything", () => {
    for (const subject of ["", ":", "repo:", "__proto__", "system:serviceaccount:"]) {
      assert.equal(readOidcSubject(GITHUB, subject).name, subject);
      assert.equal(readOidcSubject(provider("gitlab.com"), subject).name, subject);
    }
  });
});
