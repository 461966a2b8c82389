import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { unzipSync, zipSync, type Zippable } from "fflate";
import type { BucketObject } from "../src/emulator/bucket.ts";
import { demoFleet, startEmulator, type Emulator } from "../src/emulator/index.ts";
import { emulatorKey, signDigests } from "../src/emulator/sign-digests.ts";
import { trailFilesOf } from "../src/emulator/trail-files.ts";
import { sha256 } from "../src/integrity/content.ts";
import { runCommand, type Ran } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-evidence-test-"));
after(() => rmSync(folder, { recursive: true }));

const bundle = join(folder, "checkout.zip");
const scenario = demoFleet();
const now = new Date(Date.parse(scenario.now) + 3_600_000);
const QUESTION = [
  "evidence",
  "who",
  "checkout",
  "--since",
  "2026-11-20T13:30Z",
  "--account",
  "210987654321",
  "--region",
  "eu-west-1",
];

interface CheckReport {
  readonly verdict: string;
  readonly sentence: string;
  readonly checks: readonly {
    readonly of: string;
    readonly what: string;
    readonly state: string;
    readonly says: string;
  }[];
}

const check = async (
  file: string,
  ...more: readonly string[]
): Promise<Ran & { readonly report: CheckReport }> => {
  const ran = await runCommand(["evidence", "check", file, "--output", "json", ...more], { now });
  return { ...ran, report: (ran.stdout === "" ? {} : JSON.parse(ran.stdout)) as CheckReport };
};

describe("tasktrail evidence, from a trail with digests", () => {
  let emulator: Emulator;

  before(async () => {
    const from = Date.parse("2026-11-20T12:00:00Z");
    const to = Date.parse("2026-11-20T15:00:00Z");
    const logs = [...trailFilesOf(scenario)].filter(([key]) => key.includes("20261120T1"));
    const signed = signDigests(new Map(logs), { bucket: "acme-trail", trail: "main", from, to });
    const objects = new Map<string, BucketObject>([
      ...logs.map(([key, bytes]) => [key, { bytes }] as const),
      ...signed,
    ]);
    emulator = await startEmulator({ scenario, buckets: [{ name: "acme-trail", objects }] });
    Object.assign(process.env, emulator.env);
  });
  after(async () => {
    for (const name of Object.keys(emulator.env)) delete process.env[name];
    await emulator.close();
  });
  const pack = (out: string): Promise<Ran> => {
    const env = { ...emulator.env, TASKTRAIL_LEDGER: `${out}.ledger.db` };
    return runCommand([...QUESTION, "--source", "s3://acme-trail", "--out", out], { now, env });
  };

  test("packs the answer, its records, their log files, digests and keys", async () => {
    const { code, stdout, stderr } = await pack(bundle);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(stdout, /checkout in prod was scaled to 0/);
    assert.match(stdout, /records?, \d+ log files?, \d+ digests?/);
    const files = Object.keys(unzipSync(readFileSync(bundle)));
    for (const path of [
      "manifest.json",
      "answer.json",
      "answer.txt",
      "README.txt",
      "trail/public-keys.json",
      "records/00001.json",
    ]) {
      assert.ok(files.includes(path), path);
    }
  });

  test("packs the same bytes for the same question", async () => {
    const again = join(folder, "again.zip");
    await pack(again);
    assert.equal(sha256(readFileSync(again)), sha256(readFileSync(bundle)));
  });
});

describe("tasktrail evidence check, on another machine", () => {
  test("proves the records by CloudTrail's signature, with the bundle's keys or others", async () => {
    const { code, report } = await check(bundle);
    assert.equal(code, 0);
    assert.equal(report.verdict, "proven");
    assert.match(report.sentence, /^Proven: the bundle is whole, and /);
    const { fingerprint, value } = emulatorKey();
    const keys = join(folder, "keys.json");
    writeFileSync(
      keys,
      JSON.stringify({ PublicKeyList: [{ Fingerprint: fingerprint, Value: value }] }),
    );
    assert.equal((await check(bundle, "--public-keys", keys)).report.verdict, "proven");
  });

  test("says in words what is proven and where the keys come from", async () => {
    const { stdout } = await runCommand(["evidence", "check", bundle], { now });
    assert.match(stdout, /^Proven: .*\nok +\d+ checks\n/);
    assert.match(stdout, /public keys are the bundle's own/);
  });

  const changed = (name: string, change: (files: Record<string, Uint8Array>) => void): string => {
    const files = unzipSync(readFileSync(bundle));
    change(files);
    const path = join(folder, name);
    writeFileSync(path, zipSync(files));
    return path;
  };
  /** As a forger would: the hashes in the manifest fit again. */
  const resealed = (files: Record<string, Uint8Array>): void => {
    const manifest = JSON.parse(text(files["manifest.json"])) as {
      files: { path: string; sha256: string }[];
    };
    for (const file of manifest.files) file.sha256 = sha256(files[file.path] ?? new Uint8Array());
    files["manifest.json"] = Buffer.from(JSON.stringify(manifest));
  };

  test("finds a changed answer by its hash", async () => {
    const file = changed("answer.zip", (files) => {
      files["answer.txt"] = Buffer.from("It was somebody else.");
    });
    const { code, report } = await check(file);
    assert.equal(code, 1);
    assert.deepEqual(
      report.checks.filter(({ state }) => state === "failed").map(({ of, what }) => [of, what]),
      [["manifest", "answer.txt"]],
    );
  });

  test("finds a changed record even where the manifest was made to fit", async () => {
    const file = changed("record.zip", (files) => {
      const record = text(files["records/00001.json"]);
      files["records/00001.json"] = Buffer.from(
        record.replace('"eventTime":"2026', '"eventTime":"2025'),
      );
      resealed(files);
    });
    const { code, report } = await check(file);
    assert.equal(code, 1);
    assert.deepEqual(
      report.checks.filter(({ state }) => state === "failed").map(({ of }) => of),
      ["record"],
    );
  });

  test("finds a digest and a log file that were made to fit each other", async () => {
    const file = changed("forged.zip", (files) => {
      const path = Object.keys(files).find((name) => name.startsWith("trail/digests/")) ?? "";
      files[path] = Buffer.from(text(Buffer.from(files[path] ?? [])));
      const manifest = JSON.parse(text(files["manifest.json"])) as {
        digests: { signature: string }[];
      };
      for (const digest of manifest.digests) digest.signature = "00".repeat(256);
      files["manifest.json"] = Buffer.from(JSON.stringify(manifest));
      resealed(files);
    });
    const { code, report } = await check(file);
    assert.equal(code, 1);
    assert.ok(report.checks.some(({ of, state }) => of === "digest" && state === "failed"));
    assert.ok(!report.checks.some(({ of, state }) => of === "record" && state === "ok"));
  });

  test("finds what was left out and what was added", async () => {
    const file = changed("other.zip", (files) => {
      delete files["answer.txt"];
      files["extra.txt"] = Buffer.from("more");
    });
    const { report } = await check(file);
    const failed = report.checks.filter(({ state }) => state === "failed");
    assert.deepEqual(
      failed.map(({ what, says }) => `${what} ${says}`),
      ["answer.txt is missing", "extra.txt is not in the manifest"],
    );
  });

  const hostile: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
    ["that is no zip", () => Buffer.from("PK no"), /is no zip file, or a damaged one/],
    [
      "with a path that leads out of it",
      () => zipSync({ "../../etc/passwd": Buffer.from("x") }),
      /holds the path "\.\.\/\.\.\/etc\/passwd"/,
    ],
    [
      "with an absolute path",
      () => zipSync({ "/etc/passwd": Buffer.from("x") }),
      /holds the path "\/etc\/passwd"/,
    ],
    ["with a Windows path", () => zipSync({ "a\\b": Buffer.from("x") }), /holds the path/],
    [
      "that names a prototype",
      () => zipSync({ ["a/__proto__"]: Buffer.from("x") }),
      /holds the path/,
    ],
    ["that holds a name twice", twice, /holds one\.txt twice/],
    ["that unpacks to far more", bomb, /unpacks to more than 512 MiB/],
    ["without manifest", () => zipSync({ "a.txt": Buffer.from("x") }), /no manifest\.json/],
    [
      "with another's manifest",
      () => zipSync({ "manifest.json": Buffer.from("{}") }),
      /manifest\.json is not ours/,
    ],
    [
      "with a manifest of odd shapes",
      () =>
        zipSync({
          "manifest.json": Buffer.from(
            '{"format":"tasktrail-evidence","version":1,"files":[],"records":[{"eventID":1}],"logs":[],"digests":[]}',
          ),
        }),
      /records in its manifest\.json cannot be read/,
    ],
  ];
  for (const [what, make, says] of hostile) {
    test(`refuses a file ${what}`, async () => {
      const path = join(folder, "hostile.zip");
      writeFileSync(path, make());
      const { code, stderr } = await check(path);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });
  }
});

describe("tasktrail evidence, from elsewhere", () => {
  test("says that nothing signs what the demo or Event History tell", async () => {
    const out = join(folder, "demo.zip");
    const { code, stdout } = await runCommand([
      "evidence",
      "who",
      "checkout",
      "--demo",
      "--out",
      out,
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /come from no trail file that was given/);
    const { report, code: checked } = await check(out);
    assert.equal(checked, 0);
    assert.equal(report.verdict, "not-proven");
    assert.match(report.sentence, /The bundle is whole\. 0 of /);
  });

  test("refuses what is no question, and a question without a place to write to", async () => {
    const none = await runCommand(["evidence", "whom", "checkout", "--out", "x.zip"]);
    assert.match(none.stderr, /whom is no question/);
    const nowhere = await runCommand(["evidence", "who", "checkout", "--demo"]);
    assert.match(nowhere.stderr, /--out: the zip file to write is missing/);
    assert.deepEqual([none.code, nowhere.code], [2, 2]);
  });
});

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

/** Two entries, the second renamed to the first. */
function twice(): Uint8Array {
  const files: Zippable = { "one.txt": Buffer.from("1"), "two.txt": Buffer.from("2") };
  const zip = Buffer.from(zipSync(files, { level: 0 })).toString("latin1");
  return Buffer.from(zip.replaceAll("two.txt", "one.txt"), "latin1");
}

/** Its directory promises 600 MB. */
function bomb(): Uint8Array {
  const zip = Buffer.from(zipSync({ "bomb.txt": Buffer.alloc(1000) }));
  const directory = zip.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1"));
  zip.writeUInt32LE(600_000_000, directory + 24);
  return zip;
}
