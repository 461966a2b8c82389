import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { demoFleet, startEmulator, type Emulator } from "../src/emulator/index.ts";
import { emulatorKey } from "../src/emulator/sign-digests.ts";
import { tellIntegrity } from "../src/integrity/tell-integrity.ts";
import { openProofs } from "../src/cli/verify/proofs.ts";
import { ACCOUNT, BUCKET, digestedTrail, digestKey, END, type Objects } from "./digested-trail.ts";
import { runCommand, type Ran } from "./run-command.ts";

const now = new Date(END + 1_800_000);
const folder = mkdtempSync(join(tmpdir(), "tasktrail-verify-"));
const ledger = join(folder, "ledger.db");
const env = { XDG_CACHE_HOME: join(folder, "cache"), TASKTRAIL_LEDGER: ledger };
const SINCE = ["--since", "2026-11-20T00:00Z"];

after(() => rmSync(folder, { recursive: true }));

interface Report {
  readonly verdict: string;
  readonly sentence: string;
  readonly chains: readonly { readonly logs: { readonly remembered: number } }[];
  readonly problems: readonly { readonly kind: string; readonly means: string }[];
}

describe("tasktrail verify, a downloaded copy", () => {
  const keys = join(folder, "keys.json");
  const { fingerprint, value } = emulatorKey();
  writeFileSync(
    keys,
    JSON.stringify({ PublicKeyList: [{ Value: value, Fingerprint: fingerprint }] }),
  );

  const copyOf = (objects: Objects, name: string): string => {
    for (const [key, { bytes }] of objects) {
      const path = join(folder, name, key);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    return join(folder, name);
  };
  const verify = (copy: string, ...more: readonly string[]): Promise<Ran> =>
    runCommand(["verify", copy, "--public-keys", keys, ...SINCE, ...more], { now, env });

  test("tells in a sentence and a table what is proven, and that the newest digest is not", async () => {
    const whole = copyOf(digestedTrail(), "whole");
    // What is only just written is not remembered yet.
    await wait(150);
    const { code, stdout, stderr } = await verify(whole);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Nothing is wrong in what could be verified: 11 digests and 24 log files are/,
    );
    assert.match(
      stdout,
      /111122223333 +eu-west-1 +main +11 valid, 1 unproven +24 valid +2026-11-20T00:00Z to 2026-11-20T11:00Z/,
    );
  });

  test("with --strict exits with 3 for what is not proven", async () => {
    assert.equal((await verify(join(folder, "whole"), "--strict")).code, 3);
  });

  test("exits with 1 and names what is gone and what that means", async () => {
    const objects = digestedTrail();
    objects.delete(digestKey(6));
    const { code, stdout } = await verify(copyOf(objects, "holed"));
    assert.equal(code, 1);
    assert.match(stdout, /^NOT intact: 1 digest missing\./);
    assert.match(
      stdout,
      new RegExp(
        `digest-missing {2}${digestKey(6)}\n +not found \\(hour .*\n +The next digest proves`,
      ),
    );
  });

  test("keeps what is proven for later answers", async () => {
    const proofs = openProofs({ words: [], flags: {} }, { env });
    const source = pathToFileURL(join(folder, "whole")).href;
    const part = {
      account: ACCOUNT,
      region: "eu-west-1",
      selector: "everything",
      state: "seen",
    } as const;
    const window = { from: "2026-11-20T08:00:00Z", to: "2026-11-20T12:00:00Z" };
    const told = await tellIntegrity(
      [
        { ...part, ...window, source },
        { ...part, ...window, source: "s3://other" },
        { ...part, ...window, source: "event-history://" },
      ],
      proofs,
    );
    assert.deepEqual(
      told.map(({ note }) => note),
      ["integrity: verified to 11:00Z, not since", "integrity: not verified", undefined],
    );
  });

  test("says how many files were not read again, and reads them with --no-cache", async () => {
    const again = await verify(join(folder, "whole"));
    assert.match(again.stdout, /^12 digests and 24 log files were not read again: .* --no-cache/m);
    const anew = await verify(join(folder, "whole"), "--no-cache");
    assert.doesNotMatch(anew.stdout, /not read again/);
  });

  test("makes no ledger", () => {
    assert.equal(existsSync(ledger), false);
  });

  test("refuses what is no place, no key file, or holds no trail", async () => {
    const noKeys = join(folder, "no-keys.json");
    writeFileSync(noKeys, "[]");
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["verify"], /<place>: one bucket or folder is needed/],
      [["verify", join(folder, "nowhere")], /There is no folder/],
      [
        ["verify", folder, "--public-keys", join(folder, "none.json")],
        /public keys .*none\.json cannot be read/,
      ],
      [["verify", folder, "--public-keys", noKeys], /no public key of CloudTrail/],
      [["verify", join(folder, "cache"), "--public-keys", keys], /no files of a trail/],
    ];
    mkdirSync(join(folder, "cache"), { recursive: true });
    for (const [argv, says] of cases) {
      const { code, stderr } = await runCommand(argv, { now, env });
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
    }
  });
});

describe("tasktrail verify, a bucket", () => {
  let emulator: Emulator;
  const objects = digestedTrail();
  const scenario = demoFleet();

  before(async () => {
    emulator = await startEmulator({ scenario, buckets: [{ name: BUCKET, objects }] });
    Object.assign(process.env, emulator.env);
  });
  after(async () => {
    for (const name of Object.keys(emulator.env)) delete process.env[name];
    await emulator.close();
  });
  const verify = async (...more: readonly string[]): Promise<Ran & { readonly report: Report }> => {
    const argv = ["verify", `s3://${BUCKET}`, ...SINCE, "--output", "json", ...more];
    const ran = await runCommand(argv, { now, env: { ...env, ...emulator.env } });
    assert.equal(ran.stderr, "");
    return { ...ran, report: JSON.parse(ran.stdout) as Report };
  };

  test("is proven whole with the keys that CloudTrail gives", async () => {
    const { code, report } = await verify();
    assert.equal(code, 0);
    assert.equal(report.verdict, "valid");
    assert.match(
      report.sentence,
      /^Verified from 2026-11-20T00:00Z to 2026-11-20T12:00Z: 12 digests and 24 log files/,
    );
  });

  test("is not read again where nothing has changed", async () => {
    const asked = emulator.requests.length;
    const { report } = await verify();
    assert.equal(report.chains[0]?.logs.remembered, 24);
    const gets = emulator.requests
      .slice(asked)
      .filter(({ operation }) => operation === "GetObject");
    assert.equal(gets.length, 0);
  });

  test("is read again with --no-cache", async () => {
    const asked = emulator.requests.length;
    const { report } = await verify("--no-cache");
    assert.equal(report.chains[0]?.logs.remembered, 0);
    const gets = emulator.requests
      .slice(asked)
      .filter(({ operation }) => operation === "GetObject");
    assert.equal(gets.length, 36);
  });

  test("shows each problem with what it means", async () => {
    objects.delete(digestKey(4));
    objects.delete(digestKey(5));
    const { code, report } = await verify();
    assert.equal(code, 1);
    assert.deepEqual(
      report.problems.map(({ kind }) => kind),
      ["digest-unaccounted", "digest-missing"],
    );
    assert.match(report.problems[0]?.means ?? "", /every hour/);
  });
});
