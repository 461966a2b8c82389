import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync, gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import type { Answer } from "../src/ask/answer.ts";
import { who } from "../src/ask/questions/who.ts";
import { demoFleet } from "../src/emulator/index.ts";
import { emulatorKey, signDigests } from "../src/emulator/sign-digests.ts";
import { trailFilesOf } from "../src/emulator/trail-files.ts";
import { askerWith } from "./ask-tools.ts";
import { runCommand, type Ran } from "./run-command.ts";

const scenario = demoFleet();
const now = new Date("2026-11-20T14:30:00Z");
const PROD = "210987654321 eu-west-1";
const TO_13 = "integrity: verified to 13:00Z, not since";
const NOT = "integrity: not verified";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-answers-"));
const keys = join(folder, "keys.json");
after(() => rmSync(folder, { recursive: true }));

/** Six hours of the demo fleet, with digests up to the last hour but one. */
before(() => {
  const from = Date.parse("2026-11-20T08:00:00Z");
  const to = Date.parse("2026-11-20T14:00:00Z");
  const logs = [...trailFilesOf(scenario)].filter(([key]) => /20261120T(?:0[89]|1)/.test(key));
  const digested = new Map(logs.filter(([key]) => !key.includes("20261120T14")));
  const signed = signDigests(digested, { bucket: "acme-trail", trail: "main", from, to });
  const all = [...logs, ...[...signed].map(([key, { bytes }]) => [key, bytes] as const)];
  for (const [key, bytes] of all) {
    const path = join(folder, "trail", key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const { fingerprint, value } = emulatorKey();
  const list = { PublicKeyList: [{ Value: value, Fingerprint: fingerprint }] };
  writeFileSync(keys, JSON.stringify(list));
});

interface Desk {
  readonly home: string;
  readonly copy: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: (...argv: readonly string[]) => Promise<Ran>;
  readonly verify: (...more: readonly string[]) => Promise<Ran>;
  /** What an answer says of integrity, by account and region. */
  readonly told: (...argv: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** A home of its own and a fresh copy, verified unless told otherwise. */
async function deskFor(t: TestContext, isVerified = true): Promise<Desk> {
  const home = mkdtempSync(join(folder, "home-"));
  const copy = join(home, "copy");
  cpSync(join(folder, "trail"), copy, { recursive: true });
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const env = {
    HOME: home,
    TASKTRAIL_LEDGER: join(home, "data", "ledger.db"),
    XDG_CACHE_HOME: join(home, "cache"),
  };
  const run = (...argv: readonly string[]): Promise<Ran> => runCommand(argv, { now, env });
  const verify = (...more: readonly string[]): Promise<Ran> =>
    run("verify", copy, "--since", "beginning", "--public-keys", keys, ...more);
  if (isVerified) {
    // Until the files are past the tick of the clock.
    await wait(150);
    const { code, stderr } = await verify();
    assert.deepEqual([code, stderr], [0, ""]);
  }
  const told = async (...argv: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    integrityIn((await run(...argv, "--output", "json")).stdout);
  return { home, copy, env, run, verify, told };
}

function integrityIn(json: string): ReadonlyMap<string, string> {
  const { coverage } = JSON.parse(json) as Pick<Answer, "coverage">;
  const seen = coverage.filter(({ state }) => state !== "fresh");
  return new Map(
    seen.map(({ account, region, note }) => [
      `${account} ${region}`,
      /integrity: .*/.exec(note ?? "")?.[0] ?? "nothing",
    ]),
  );
}

/** A log file of production's, by its hour. */
function logIn(copy: string, hour: string, region = "eu-west-1"): string {
  const day = join(copy, "AWSLogs/210987654321/CloudTrail", region, "2026/11/20");
  const name = readdirSync(day)
    .toSorted()
    .find((one) => one.includes(`20261120T${hour}`));
  assert.ok(name, `no file of ${hour}`);
  return join(day, name);
}

describe("an answer from a copy that was verified", () => {
  const asked = (copy: string): Readonly<Record<string, readonly string[]>> => ({
    who: ["who", "checkout", "--source", copy],
    "who, of a stretch of time": ["who", "checkout", "--source", copy, "--since", "6h"],
    "who, with its ledger in memory": ["who", "checkout", "--source", copy, "--ledger", ":memory:"],
    "who, of a glob": ["who", "checkout", "--source", `${copy}/**/*.json.gz`],
    audit: ["audit", copy],
    findings: ["findings", copy],
    timeline: ["timeline", "checkout", "--source", copy],
    explain: ["explain", "9cf853ef", "--source", copy],
    backtest: ["backtest", "scale-to-zero", "--source", copy],
  });

  for (const name of Object.keys(asked(""))) {
    test(`says so: ${name}`, async (t) => {
      const { copy, told } = await deskFor(t);
      assert.equal((await told(...(asked(copy)[name] ?? []))).get(PROD), TO_13);
    });
  }

  test("says so in text, in a report, in evidence and to an agent", async (t) => {
    const { copy, run, home, env } = await deskFor(t);
    const text = await run("who", "checkout", "--source", copy);
    assert.match(text.stdout.replaceAll(/\s+/g, " "), /integrity: verified to 13:00Z, not since/);
    const report = await run("report", "fleet", "--source", copy, "--since", "6h");
    assert.match(report.stdout, /integrity: verified to 13:00Z, not since/);
    const bundle = join(home, "bundle.zip");
    const flags = ["--source", copy, "--public-keys", keys, "--out", bundle];
    assert.equal((await run("evidence", "who", "checkout", ...flags)).code, 0);
    const answer = unzipSync(readFileSync(bundle))["answer.json"] ?? new Uint8Array();
    assert.equal(integrityIn(Buffer.from(answer).toString()).get(PROD), TO_13);
    const asker = askerWith({ source: [copy] }, { env, now });
    const signal = new AbortController().signal;
    const { coverage } = await asker.ask(who, { target: "checkout" }, { signal });
    assert.equal(integrityIn(JSON.stringify({ coverage })).get(PROD), TO_13);
  });

  test("is told by whatever path leads there", async (t) => {
    const { copy, home, told, run } = await deskFor(t, false);
    await wait(150);
    const link = join(home, "link");
    symlinkSync(copy, link);
    await run("verify", link, "--since", "beginning", "--public-keys", keys);
    for (const source of [copy, link, join(link, "AWSLogs"), logIn(copy, "11")]) {
      const integrity = (await told("who", "checkout", "--source", source)).get(PROD);
      assert.match(integrity ?? "", /^integrity: verified(?: to 13:00Z, not since)?$/, source);
    }
  });

  test("makes no ledger, and nothing at all where nobody verified", async (t) => {
    const verified = await deskFor(t);
    await verified.told("audit", verified.copy);
    assert.equal(existsSync(verified.env["TASKTRAIL_LEDGER"] ?? ""), false);
    const bare = await deskFor(t, false);
    assert.equal((await bare.told("audit", bare.copy)).get(PROD), NOT);
    assert.deepEqual(readdirSync(bare.home), ["copy"]);
  });
});

describe("an answer from a copy that was changed after it was verified", () => {
  const PART =
    "integrity: verified in part, 2026-11-20T08:02Z to 11:00Z, 2026-11-20T12:00Z to 13:00Z (1 file differs from what was verified)";
  const change: Readonly<Record<string, (copy: string) => void>> = {
    "a record changed, and the time put back": (copy) => {
      const path = logIn(copy, "11");
      const { atime, mtime } = statSync(path);
      const text = gunzipSync(readFileSync(path)).toString();
      writeFileSync(path, gzipSync(text.replace('"eventVersion"', '"eventVersioN"')));
      utimesSync(path, atime, mtime);
    },
    "a file taken away": (copy) => rmSync(logIn(copy, "11")),
    "a file put there": (copy) => {
      const path = logIn(copy, "11");
      cpSync(path, path.replace(/T11\d\dZ_\w+/, "T1117Z_plantedplanted00"));
    },
  };

  for (const [name, act] of Object.entries(change)) {
    test(`takes back the hour: ${name}`, async (t) => {
      const { copy, told } = await deskFor(t);
      act(copy);
      const whole = await told("who", "checkout", "--source", copy);
      assert.equal(whole.get(PROD), PART);
      assert.equal(whole.get("210987654321 us-east-1"), TO_13);
      const window = ["--since", "2026-11-20T10:30Z", "--until", "2026-11-20T12:30Z"];
      const narrow = await told("who", "checkout", "--source", copy, ...window, "--all");
      assert.match(narrow.get(PROD) ?? "", /^integrity: (?!verified$).*\(1 file differs/);
      const other = ["--since", "2026-11-20T08:30Z", "--until", "2026-11-20T09:30Z"];
      const before11 = await told("who", "checkout", "--source", copy, ...other);
      assert.equal(before11.get(PROD), "integrity: verified");
    });
  }

  test("takes back the hours of both: two files swapped", async (t) => {
    const { copy, told, home } = await deskFor(t);
    const [one, other] = [logIn(copy, "09"), logIn(copy, "11")];
    renameSync(one, join(home, "aside"));
    renameSync(other, one);
    renameSync(join(home, "aside"), other);
    assert.equal(
      (await told("audit", copy)).get(PROD),
      "integrity: verified in part, 2026-11-20T08:02Z to 09:00Z, 2026-11-20T10:00Z to 11:00Z, 2026-11-20T12:00Z to 13:00Z (2 files differ from what was verified)",
    );
  });

  test("tells of a file beside the trail, whose records may claim to be of any hour", async (t) => {
    const { copy, told } = await deskFor(t);
    cpSync(logIn(copy, "11"), join(copy, "more.json.gz"));
    for (const integrity of (await told("audit", copy)).values()) {
      assert.equal(integrity, `${TO_13} (1 file differs from what was verified)`);
    }
    // Whoever reads by accounts and days does not open it.
    assert.equal((await told("audit", copy, "--since", "6h")).get(PROD), TO_13);
  });

  test("claims nothing once it was verified again and found changed, and all once it is mended", async (t) => {
    const { copy, told, verify, home } = await deskFor(t);
    const path = logIn(copy, "11");
    cpSync(path, join(home, "saved"));
    writeFileSync(path, gzipSync("{}"));
    await wait(150);
    assert.equal((await verify()).code, 1);
    assert.match(
      (await told("audit", copy)).get(PROD) ?? "",
      /11:00Z, 2026-11-20T12:00Z to 13:00Z$/,
    );
    cpSync(join(home, "saved"), path);
    await wait(150);
    assert.equal((await verify()).code, 0);
    assert.equal((await told("audit", copy)).get(PROD), TO_13);
  });

  test("a copy of the copy was not verified", async (t) => {
    const { copy, told } = await deskFor(t);
    cpSync(copy, `${copy}-2`, { recursive: true, preserveTimestamps: true });
    assert.equal((await told("audit", `${copy}-2`)).get(PROD), NOT);
    rmSync(copy, { recursive: true });
    renameSync(`${copy}-2`, copy);
    assert.match((await told("audit", copy)).get(PROD) ?? "", /^integrity: not verified/);
  });
});

describe("what verify left behind", () => {
  test("says nothing once it is damaged or the memory of the files is gone", async (t) => {
    const { copy, told, home, env, verify } = await deskFor(t);
    rmSync(join(home, "cache"), { recursive: true });
    assert.equal((await told("audit", copy)).get(PROD), NOT);
    await verify();
    assert.equal((await told("audit", copy)).get(PROD), TO_13);
    const kept = `${env["TASKTRAIL_LEDGER"] ?? ""}.verified`;
    for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '[{"from":1},');
    assert.equal((await told("audit", copy)).get(PROD), NOT);
    for (const name of readdirSync(join(home, "cache/tasktrail/verified"))) {
      writeFileSync(join(home, "cache/tasktrail/verified", name), '{"key":"x"}\n{"key":1\n[]}\n');
    }
    assert.equal((await verify()).code, 0);
    assert.equal((await told("audit", copy)).get(PROD), TO_13);
  });

  test("is not kept where nothing can be written, which is said and changes no verdict", async (t) => {
    const { copy, home, run } = await deskFor(t, false);
    writeFileSync(join(home, "file"), "");
    const env = {
      HOME: home,
      TASKTRAIL_LEDGER: join(home, "file", "ledger.db"),
      XDG_CACHE_HOME: join(home, "file"),
    };
    await wait(150);
    const argv = ["verify", copy, "--since", "beginning", "--public-keys", keys];
    const { code, stderr } = await runCommand(argv, { now, env });
    assert.equal(code, 0);
    assert.match(stderr, /^not remembered for the next verification: .*ENOTDIR/m);
    assert.match(stderr, /^not remembered for later answers: .*ENOTDIR/m);
    assert.equal(stderr.trim().split("\n").length, 2);
    // Beside a ledger that can be written it is.
    const ledger = ["--ledger", join(home, "team.db")];
    const kept = { ...env, XDG_CACHE_HOME: join(home, "cache") };
    assert.equal((await runCommand([...argv, ...ledger], { now, env: kept })).stderr, "");
    const question = ["audit", copy, ...ledger, "--output", "json"];
    const { stdout } = await runCommand(question, { now, env: kept });
    assert.equal(integrityIn(stdout).get(PROD), TO_13);
    assert.equal((await run("verify", copy, ...argv.slice(2), "--ledger", ":memory:")).code, 0);
    assert.equal(existsSync(join(home, "data")), false);
  });

  test("is for its owner's eyes", async (t) => {
    const { env } = await deskFor(t);
    const kept = `${env["TASKTRAIL_LEDGER"] ?? ""}.verified`;
    const modes = [kept, ...readdirSync(kept).map((name) => join(kept, name))].map(
      (path) => statSync(path).mode & 0o077,
    );
    assert.deepEqual([...new Set(modes)], [0]);
  });
});
