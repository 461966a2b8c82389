import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";

// The package as its users get it: packed from a copy of the project, installed in an empty folder, and run by the Node that
// this machine had before ours came (scripts/setup.cjs names it) as well as by ours.

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const folder = mkdtempSync(join(tmpdir(), "tasktrail-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const consumer = join(folder, "consumer");
const bin = join(consumer, "node_modules/tasktrail/bin/tasktrail.cjs");

/** What Node or a dependency says about itself; progress, which a slow machine sees, is no such thing. */
const WARNING = /warn|deprecat|experimental/i;

const packed = pack();
const unreachable = install(packed.filename);

test("the tarball holds what is run and read, and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  const expected =
    /^(bin|dist|data|skills|docs\/reference)\/|^docs\/attribution\.md$|^(package\.json|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE)$/;
  assert.deepEqual(
    paths.filter((path) => !expected.test(path) || path.includes(".test.")),
    [],
  );
  for (const path of [
    "bin/tasktrail.cjs",
    "dist/cli/main.js",
    "dist/cli/scan-worker.js",
    "dist/index.d.ts",
    "LICENSE",
  ]) {
    assert.ok(paths.includes(path), `${path} is in the tarball`);
  }
});

for (const node of nodes()) {
  const skip = unreachable ?? tooOld(node);

  describe(`installed from the tarball, on Node ${versionOf(node)}`, { skip }, () => {
    test("tasktrail --version says the version", () => {
      const { stdout, stderr, status } = run(node, [bin, "--version"]);
      assert.deepEqual(
        { stdout, stderr, status },
        { stdout: `${version}\n`, stderr: "", status: 0 },
      );
    });

    test("tasktrail demo answers", () => {
      const { stdout, stderr, status } = run(node, [bin, "demo"]);
      assert.match(stdout, /prod/);
      assert.doesNotMatch(stderr, WARNING);
      assert.equal(status, 0, stderr);
    });

    test("a record from standard input is explained", () => {
      const { stdout, status } = run(node, [bin, "explain", "-"], {
        input: JSON.stringify(RECORD),
      });
      assert.match(stdout, /checkout/);
      assert.match(stdout, /jane/);
      assert.equal(status, 0);
    });

    test("what a file told is remembered in a ledger on disk", () => {
      writeFileSync(join(consumer, "trail.json"), JSON.stringify({ Records: [RECORD] }));
      writeFileSync(join(consumer, "empty.json"), JSON.stringify({ Records: [] }));
      const args = ["who", "checkout", "--since", "2026-11-01", "--output", "json"];
      const ledger = ["--ledger", `ledger-${versionOf(node)}.sqlite`];
      for (const source of ["trail.json", "empty.json"]) {
        const { stdout, stderr } = run(node, [bin, ...args, ...ledger, "--source", source]);
        assert.doesNotMatch(stderr, WARNING);
        const { changes } = JSON.parse(stdout) as { changes: readonly { eventID: string }[] };
        assert.deepEqual(
          changes.map(({ eventID }) => eventID),
          [RECORD.eventID],
        );
      }
    });

    test("threads that scan trail files start", () => {
      writeFileSync(join(consumer, "thread.json"), JSON.stringify({ Records: [RECORD, RECORD] }));
      const script = `
        import { Worker } from "node:worker_threads";
        const entry = new URL(${JSON.stringify(`file://${consumer}/node_modules/tasktrail/dist/cli/scan-worker.js`)});
        const limits = { text: 1e6, ratio: 1000, unsuspected: 1e6, record: 1e6, taken: 1e6, window: 65536 };
        const worker = new Worker(entry, { workerData: { interest: new Map(), limits } });
        worker.postMessage([{ name: "a", path: "thread.json" }]);
        worker.once("message", ([{ records }]) => {
          console.log(records);
          worker.terminate();
        });`;
      writeFileSync(join(consumer, "thread.mjs"), script);
      const { stdout, stderr } = run(node, ["thread.mjs"]);
      assert.deepEqual({ stdout, stderr }, { stdout: "2\n", stderr: "" });
    });

    test("its emulator answers its own SDK, without a warning", async () => {
      const emulator = spawn(node, [bin, "emulator"], { stdio: ["ignore", "pipe", "inherit"] });
      const env: Record<string, string> = {};
      for await (const line of createInterface({ input: emulator.stdout })) {
        const [, name, value] = /^export (\w+)=(\S+)/.exec(line) ?? [];
        if (name !== undefined && value !== undefined) env[name] = value;
        if (line.startsWith("tasktrail who")) break;
      }
      const args = [bin, "who", "checkout", "--since", "6h", "--output", "json"];
      const { stdout, stderr, status } = run(node, args, { env });
      emulator.kill();
      assert.doesNotMatch(stderr, WARNING);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /"actor"/);
    });

    for (const entry of ["tasktrail", "tasktrail/core", "tasktrail/emulator"]) {
      test(`import "${entry}" works`, () => {
        const script = `console.log(Object.keys(await import("${entry}")).length)`;
        const { stdout, stderr } = run(node, ["--input-type=module", "-e", script]);
        assert.ok(Number(stdout) > 0, stderr);
      });
    }
  });
}

test("an older Node is turned away in one sentence", { skip: unreachable }, () => {
  const disguise = `Object.defineProperty(process, "versions", { value: { node: "20.18.3" } }); require(${JSON.stringify(bin)});`;
  const { stdout, stderr, status } = run(process.execPath, ["-e", disguise]);
  assert.match(stderr, /^tasktrail needs Node 20\.19 or newer and this is Node 20\.18\.3: .+\n$/);
  assert.deepEqual({ stdout, status }, { stdout: "", status: 2 });
});

test("its declarations satisfy a strict user", { skip: unreachable }, () => {
  writeFileSync(join(consumer, "use.ts"), USE);
  symlinkSync(resolve("node_modules/@types"), join(consumer, "node_modules/@types"));
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const { stdout, status } = run(process.execPath, [tsc, ...flags, "--types", "node", "use.ts"]);
  assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
});

const USE = `
import { decode, type Change } from "tasktrail";
import type { CloudTrailRecord } from "tasktrail/core";
import { startEmulator } from "tasktrail/emulator";
export const use: readonly unknown[] = [decode, startEmulator];
export type Use = readonly [Change, CloudTrailRecord];
`;

const RECORD = {
  eventVersion: "1.11",
  eventID: "0a4c3b0e-5d6f-4c1e-8f0a-2b1f5c9d7e31",
  eventTime: "2026-11-20T14:02:11Z",
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateService",
  eventType: "AwsApiCall",
  awsRegion: "eu-west-1",
  recipientAccountId: "123456789012",
  sourceIPAddress: "203.0.113.7",
  userAgent: "aws-cli/2.31.0",
  readOnly: false,
  userIdentity: {
    type: "IAMUser",
    principalId: "AIDAEXAMPLEEXAMPLE000",
    arn: "arn:aws:iam::123456789012:user/jane",
    accountId: "123456789012",
    userName: "jane",
  },
  requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
};

/** Packs a copy, so that whoever works in this folder keeps their dist/. */
function pack(): {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
} {
  const copy = join(folder, "project");
  const left = new Set(["node_modules", ".git", "dist", "coverage"].map((name) => resolve(name)));
  cpSync(".", copy, { recursive: true, filter: (path) => !left.has(resolve(path)) });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  const npm = spawnSync("npm", ["pack", "--json"], { cwd: copy, encoding: "utf8" });
  assert.equal(npm.status, 0, npm.stderr + npm.stdout);
  // What the build prints comes first.
  const [result] = JSON.parse(npm.stdout.slice(npm.stdout.indexOf("["))) as ReturnType<
    typeof pack
  >[];
  assert.ok(result);
  return { ...result, filename: join(copy, result.filename) };
}

/** Installs the tarball as a user would; says why not where the registry cannot be reached. */
function install(tarball: string): string | undefined {
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), '{ "private": true, "type": "module" }');
  const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball];
  const npm = spawnSync("npm", args, { cwd: consumer, encoding: "utf8" });
  if (npm.status === 0) return undefined;
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(npm.stderr)) {
    return "the npm registry cannot be reached";
  }
  throw new Error(npm.stderr);
}

function nodes(): readonly string[] {
  const system = process.env["TASKTRAIL_SYSTEM_NODE"] ?? process.execPath;
  return versionOf(system) === versionOf(process.execPath)
    ? [process.execPath]
    : [system, process.execPath];
}

function versionOf(node: string): string {
  return spawnSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }).stdout.trim();
}

function tooOld(node: string): string | undefined {
  const [major = 0, minor = 0] = versionOf(node).split(".").map(Number);
  return major > 20 || (major === 20 && minor >= 19) ? undefined : "older than the package allows";
}

function run(
  node: string,
  args: readonly string[],
  { input = "", env = {} }: { readonly input?: string; readonly env?: object } = {},
) {
  const home = mkdtempSync(join(folder, "home-"));
  const own = { PATH: process.env["PATH"], HOME: home, XDG_DATA_HOME: home, NO_COLOR: "1" };
  return spawnSync(node, args, { cwd: consumer, env: { ...own, ...env }, input, encoding: "utf8" });
}
