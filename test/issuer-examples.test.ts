import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { followSession } from "../src/core/follow-session.ts";
import type { IssuerExample } from "../src/core/issuer.ts";
import { issuers } from "../src/core/issuers/index.ts";
import { readRecord } from "../src/core/read-record.ts";
import type { CloudTrailRecord } from "../src/core/record.ts";
import { readProvider, readWebIdentity } from "../src/core/web-identity.ts";

for (const issuer of issuers) {
  describe(`the issuer ${issuer.id}`, () => {
    it("has an example, and a page that documents it", () => {
      assert.ok(issuer.examples.length > 0);
      assert.match(issuer.documentation, /^https:\/\/\S+$/);
    });

    for (const example of issuer.examples) {
      it(`tells who it was: ${example.title}`, () => {
        const { kind, name, via, link } = followSession(signedBy(example), { find: () => [] });

        assert.deepEqual({ kind, name, via, ...(link !== undefined && { link }) }, example.actor);
      });
    }

    it("takes its own host and no host that only looks like it", () => {
      const { issuer: host } = issuer.examples[0] ?? { issuer: "" };

      assert.ok(issuer.issues(host));
      assert.deepEqual(
        issuers.filter((each) => each.issues(host)).map(({ id }) => id),
        [issuer.id],
      );
      // A company's own server or account may have any name; it is told by what stands behind it.
      const ownName = ["spacelift", "github-enterprise-server"].includes(issuer.id);
      const others = [`${host}.example.net`, `example.net/${host}`, `${host}/x/y`];
      for (const other of ownName ? others : [...others, `x${host}`]) {
        const { kind, grade } = readProvider(`arn:aws:iam::111122223333:oidc-provider/${other}`);

        assert.deepEqual([kind, grade], ["unknown", "claimed"], other);
      }
    });

    it("reads any subject, however odd or long", () => {
      const { issuer: host } = issuer.examples[0] ?? { issuer: "" };
      const long = ["a", "{", "/", ":", "repo:", "org/", "system:serviceaccount:"].map((part) =>
        part.repeat(20_000),
      );
      for (const subject of [
        "",
        ":",
        "::",
        "repo:",
        "__proto__",
        "repo:__proto__/constructor",
        ...long,
      ]) {
        const { name } = readWebIdentity(host, subject);

        assert.ok(name === subject || name !== "");
      }
    });
  });
}

describe("an issuer that nobody knows", () => {
  it("stays unknown, whatever its subject says", () => {
    for (const host of ["gitlab.example.com", "kubernetes.example.com", "github.com", ""]) {
      for (const subject of [
        "repo:acme/shop:ref:refs/heads/main",
        "system:serviceaccount:prod:checkout",
        "project_path:acme/shop:ref_type:branch:ref:main",
      ]) {
        const { kind, grade } = readWebIdentity(host, subject);

        assert.deepEqual([kind, grade], ["unknown", "claimed"], `${host} ${subject}`);
      }
    }
  });
});

function signedBy({ issuer, subject, userAgent = "" }: IssuerExample): CloudTrailRecord {
  const identityProvider =
    issuer.includes("/") ||
    !["accounts.google.com", "cognito-identity.amazonaws.com"].includes(issuer)
      ? `arn:aws:iam::111122223333:oidc-provider/${issuer}`
      : issuer;
  const record = readRecord({
    eventVersion: "1.11",
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRoleWithWebIdentity",
    awsRegion: "eu-west-1",
    userAgent,
    userIdentity: { type: "WebIdentityUser", userName: subject, identityProvider },
  });
  assert.ok(!("flaw" in record));
  return record;
}
