import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../../core/record.ts";
import { sha256, unpackContent } from "../../integrity/content.ts";
import { readDigest } from "../../integrity/digest.ts";
import type { PublicKey } from "../../integrity/public-keys.ts";
import { isSignedBy, readPublicKey } from "../../integrity/signature.ts";
import { recordsIn } from "../../integrity/trace-record.ts";
import { collectIDs } from "./build-bundle.ts";
import { MANIFEST, type BundledLog, type Manifest } from "./bundle.ts";

/** One thing that was checked. */
export interface Check {
  readonly of: "manifest" | "answer" | "record" | "log" | "digest";
  /** Path, eventID or key. */
  readonly what: string;
  readonly state: "ok" | "failed" | "not-proven";
  /** A clause. */
  readonly says: string;
}

type Files = ReadonlyMap<string, Uint8Array>;

/** Checks everything that a bundle says about itself, and CloudTrail's signatures with these keys. Asks nobody. */
export function checkBundle(
  files: Files,
  manifest: Manifest,
  keys: readonly PublicKey[],
): readonly Check[] {
  const checks = [
    ...checkFiles(files, manifest),
    ...checkAnswer(files, manifest),
    ...manifest.digests.map((digest) => checkDigest(digest, files, keys)),
    ...manifest.logs.map((log) => checkLog(log, files, manifest)),
  ];
  const failed = new Set(checks.filter(({ state }) => state !== "ok").map(({ what }) => what));
  return [
    ...checks,
    ...manifest.records.map((record) => checkRecord(record, files, manifest, failed)),
  ];
}

function checkFiles(files: Files, { files: listed }: Manifest): readonly Check[] {
  const of = "manifest" as const;
  const known = new Set([MANIFEST, ...listed.map(({ path }) => path)]);
  const added = [...files.keys()].filter((path) => !known.has(path));
  return [
    ...listed.map(({ path, sha256: hash }): Check => {
      const bytes = files.get(path);
      if (!bytes) return { of, what: path, state: "failed", says: "is missing" };
      return sha256(bytes) === hash
        ? { of, what: path, state: "ok", says: "has the hash that the manifest says" }
        : { of, what: path, state: "failed", says: "was changed: its hash is another" };
    }),
    ...added.map((what): Check => ({ of, what, state: "failed", says: "is not in the manifest" })),
  ];
}

/** Whatever the answer rests on must be among the records. */
function checkAnswer(files: Files, { records }: Manifest): readonly Check[] {
  const ids = new Set<string>();
  const answer = parse(files.get("answer.json"));
  const what = "answer.json";
  if (!answer) return [{ of: "answer", what, state: "failed", says: "cannot be read" }];
  collectIDs(answer, ids);
  const known = new Set(records.map(({ eventID }) => eventID));
  const missing = [...ids].filter((id) => !known.has(id));
  const says = `rests on ${String(ids.size)} records`;
  return missing.length === 0
    ? [{ of: "answer", what, state: "ok", says: `${says}, all included` }]
    : missing.map((id) => ({
        of: "answer",
        what,
        state: "failed",
        says: `rests on ${id}, which is not included`,
      }));
}

function checkDigest(
  { key, path, fingerprint, signature }: Manifest["digests"][number],
  files: Files,
  keys: readonly PublicKey[],
): Check {
  const as = (state: Check["state"], says: string): Check => ({
    of: "digest",
    what: key,
    state,
    says,
  });
  const content = unpackContent(files.get(path) ?? new Uint8Array(), true);
  const digest = content && readDigest(content);
  if (!content || !digest) return as("failed", "is no digest");
  if (`s3://${digest.bucket}/${digest.object}` !== key || digest.fingerprint !== fingerprint) {
    return as("failed", "is not the digest that the manifest says");
  }
  if (signature === undefined) return as("not-proven", "comes without its signature");
  const listed = keys.find((one) => one.fingerprint === fingerprint);
  const publicKey = listed && readPublicKey(listed.value);
  if (!publicKey) return as("not-proven", `the public key ${fingerprint} is not at hand`);
  return isSignedBy(publicKey, digest, sha256(content), signature)
    ? as("ok", `is signed with the key ${fingerprint}`)
    : as("failed", "its signature does not fit");
}

function checkLog(log: BundledLog, files: Files, { digests }: Manifest): Check {
  const as = (state: Check["state"], says: string): Check => ({
    of: "log",
    what: log.key,
    state,
    says,
  });
  if (log.path !== undefined) {
    const content = unpackContent(files.get(log.path) ?? new Uint8Array(), true);
    if (!content || sha256(content) !== log.sha256)
      return as("failed", "is not the log file that the manifest says");
  }
  const digest = digests.find(({ key }) => key === log.digest);
  const content = digest && unpackContent(files.get(digest.path) ?? new Uint8Array(), true);
  const named =
    content &&
    readDigest(content)?.logs.find(({ bucket, key }) => `s3://${bucket}/${key}` === log.key);
  if (!digest) return as("not-proven", "no digest names it");
  if (named?.hash !== log.sha256) return as("failed", "its digest remembers another content");
  return log.path === undefined
    ? as("not-proven", "is not included; its digest remembers the same hash")
    : as("ok", "is as its digest remembers it");
}

function checkRecord(
  { eventID, path, log }: Manifest["records"][number],
  files: Files,
  { logs }: Manifest,
  failed: ReadonlySet<string>,
): Check {
  const as = (state: Check["state"], says: string): Check => ({
    of: "record",
    what: eventID,
    state,
    says,
  });
  const record = parse(files.get(path));
  if (!record) return as("failed", "cannot be read");
  // A record without an id is known by a hash of its own.
  if (record["eventID"] !== eventID && !eventID.startsWith("no-eventID:")) {
    return as("failed", "is another record than the manifest says");
  }
  if (log === undefined) return as("not-proven", "comes from no trail file: nothing signs it");
  const bundled = logs.find(({ key }) => key === log);
  if (bundled?.path === undefined) return as("not-proven", "its log file is not included");
  const found = recordsIn(unpackContent(files.get(bundled.path) ?? new Uint8Array(), true)).some(
    (one) => isDeepStrictEqual(one, record),
  );
  if (!found) return as("failed", "is not in its log file as it stands here");
  const isProven = !failed.has(log) && !failed.has(bundled.digest ?? "");
  return isProven
    ? as("ok", "stands in a log file that CloudTrail signed")
    : as("not-proven", "stands in its log file, which is not proven");
}

function parse(bytes: Uint8Array | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
