import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readDigest } from "./digest.ts";
import { readDigestName, readLogMinute } from "./trail-key.ts";

const DIGEST = {
  digestStartTime: "2026-11-20T14:00:00Z",
  digestEndTime: "2026-11-20T15:00:00Z",
  digestS3Bucket: "acme-trail",
  digestS3Object: "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/20/d.json.gz",
  digestPublicKeyFingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
  previousDigestSignature: null,
  logFiles: [],
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test("the first digest of a chain names none before", () => {
  assert.equal(readDigest(bytes(DIGEST))?.previous, undefined);
});

test("a digest of which any needed part is missing or odd is no digest", () => {
  for (const field of Object.keys(DIGEST).filter((name) => name !== "logFiles")) {
    assert.equal(readDigest(bytes({ ...DIGEST, [field]: undefined })), undefined, field);
    assert.equal(readDigest(bytes({ ...DIGEST, [field]: 7 })), undefined, field);
  }
  assert.equal(readDigest(bytes({ ...DIGEST, logFiles: [{ s3Object: "x" }] })), undefined);
  assert.equal(readDigest(bytes({ ...DIGEST, logFiles: {} })), undefined);
  assert.equal(readDigest(bytes({ ...DIGEST, digestEndTime: "2026-11-20T13:00:00Z" })), undefined);
});

test("nothing that stands in a file makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (content) => {
        const digest = readDigest(content);
        assert.ok(digest === undefined || typeof digest.object === "string");
      },
    ),
  );
});

test("names of digests are read, whatever the trail is called", () => {
  const name = (trail: string, suffix = ""): string =>
    `x/111122223333_CloudTrail-Digest_us-gov-west-1_${trail}_eu-west-1_20261120T150131Z${suffix}.json.gz`;
  const at = Date.parse("2026-11-20T15:01:31Z");
  for (const trail of ["main", "my_trail_2", "a.b-c"]) {
    assert.deepEqual(readDigestName(name(trail)), {
      account: "111122223333",
      region: "us-gov-west-1",
      trail,
      home: "eu-west-1",
      at,
      isBackfill: false,
    });
  }
  assert.equal(readDigestName(name("main", "_backfill"))?.isBackfill, true);
  for (const other of [
    "",
    "x/y.json.gz",
    `${name("main")}.head.json`,
    name("main").replace("1120T", "1140T"),
  ]) {
    assert.equal(readDigestName(other), undefined, other);
  }
});

test("the minute of a log file is read, also without the second underscore of AWS's old example", () => {
  const at = Date.parse("2014-06-20T12:55:00Z");
  for (const tail of ["_HdkvFTXOA3Vnhbc.json.gz", "HdkvFTXOA3Vnhbc.json.gz"]) {
    assert.equal(readLogMinute(`a/123456789012_CloudTrail_us-east-2_20140620T1255Z${tail}`), at);
  }
});

const REAL = new URL("../../../shared/data/events/", import.meta.url);
const samples = existsSync(REAL)
  ? readdirSync(REAL).filter((name) => name.includes("-digest-"))
  : [];

test(
  "digests that others published are read",
  { skip: samples.length === 0 && "no samples here" },
  () => {
    for (const name of samples) {
      const digest = readDigest(readFileSync(new URL(name, REAL)));
      assert.ok(digest, name);
      assert.ok(readDigestName(digest.object), name);
      assert.ok(digest.previous, name);
    }
  },
);
