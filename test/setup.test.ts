import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { transform } from "esbuild";

const SETUP = "scripts/setup.cjs";

const COMMAND = `
const args: string[] = process.argv.slice(2);
if (args[0] === "exit") process.exitCode = Number(args[1]);
else if (args[0] === "cat") process.stdin.pipe(process.stdout);
else if (args[0] === "wait") {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => { console.log(signal); process.exit(7); });
  setInterval(() => {}, 1000);
  console.log("ready");
} else console.log(JSON.stringify(args));
`;

/** What `npm ci` does as far as setup can see, with the Node that runs this test as the bundled one. */
const NPM = `
const fs = require("node:fs");
if (process.env.FAKE_NPM === "fail") { console.error("npm error code ENOTFOUND"); process.exit(1); }
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules/left-pad", { recursive: true });
fs.mkdirSync("node_modules/node/bin", { recursive: true });
fs.symlinkSync(process.env.NODE_UNDER_TEST, "node_modules/node/bin/node");
fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
`;

describe("setup", () => {
  const project = makeProject();
  after(() => rmSync(project, { recursive: true, force: true }));

  test("the files that turn an old Node away parse on Node 8", async () => {
    for (const file of [SETUP, "bin/tasktrail.cjs"]) {
      const source = readFileSync(file, "utf8");
      const [old, current] = await Promise.all(
        ["node8", "esnext"].map((target) => transform(source, { target })),
      );
      assert.equal(old?.code, current?.code, `${file} needs no lowering for Node 8`);
    }
  });

  test("an old Node is told so in one sentence", () => {
    const { status, stderr } = pretend({ versions: { node: "18.20.8" } });
    assert.match(stderr, /^TaskTrail needs Node 20.+ this is Node 18\.20\.8: .+nodejs\.org.+\n$/);
    assert.equal(status, 2);
  });

  test("Windows is sent to WSL in one sentence", () => {
    const { status, stderr } = pretend({ platform: "win32" });
    assert.match(stderr, /^TaskTrail runs on Linux and macOS: .+WSL.+\n$/);
    assert.equal(status, 2);
  });

  test("it installs once, and again only when the lock file has changed", () => {
    assert.match(start(project, []).stderr, /^Installing \(once\)…\n$/);
    assert.equal(start(project, []).stderr, "");
    writeFileSync(join(project, "package-lock.json"), lockFile("2.0.0"));
    assert.match(start(project, []).stderr, /^Installing/);
    assert.equal(start(project, []).stderr, "");
  });

  test("a half-installed folder is installed again", () => {
    start(project, []);
    rmSync(join(project, "node_modules/.tasktrail-setup.json"));
    assert.equal(start(project, []).stderr, "", "complete, whoever installed it");
    rmSync(join(project, "node_modules/.tasktrail-setup.json"));
    rmSync(join(project, "node_modules/left-pad"), { recursive: true });
    assert.match(start(project, []).stderr, /^Installing/);
  });

  test("a failed installation shows npm's words and a way out, and is tried again", () => {
    const broken = makeProject();
    const failing = start(broken, [], { FAKE_NPM: "fail" });
    assert.match(failing.stderr, /npm error code ENOTFOUND\n.*`npm ci` failed.+npm ping/s);
    assert.equal(failing.status, 2);
    assert.equal(start(broken, []).status, 0);
    rmSync(broken, { recursive: true, force: true });
  });

  test("without arguments it starts the demo, with arguments it passes them verbatim", () => {
    assert.deepEqual(JSON.parse(start(project, []).stdout), ["demo"]);
    const args = ["who", "a b", "--since=2h", "$HOME", "", "--help"];
    assert.deepEqual(JSON.parse(start(project, args).stdout), args);
  });

  test("the exit code and standard input pass through", () => {
    assert.equal(start(project, ["exit", "3"]).status, 3);
    assert.equal(start(project, ["cat"], {}, "from a pipe").stdout, "from a pipe");
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(`${signal} reaches the command, whose own end is then ours`, async () => {
      const child = spawn(process.execPath, [SETUP, "start", "wait"], {
        cwd: project,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said === "ready\n") child.kill(signal);
      });
      assert.deepEqual(await once(child, "close"), [7, null]);
      assert.equal(said, `ready\n${signal}\n`);
    });
  }
});

/** A project with one dependency, a command that shows what reached it, and an npm that needs no network. */
function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-setup-"));
  mkdirSync(join(folder, "src/cli"), { recursive: true });
  mkdirSync(join(folder, "npm"));
  cpSync("scripts/setup.cjs", join(folder, SETUP));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "package-lock.json"), lockFile("1.0.0"));
  writeFileSync(join(folder, "src/cli/main.ts"), COMMAND);
  writeFileSync(join(folder, "npm/npm-cli.js"), NPM);
  writeFileSync(join(folder, "npm/package.json"), "{}");
  return folder;
}

function lockFile(version: string): string {
  return JSON.stringify({ packages: { "": {}, "node_modules/left-pad": { version } } });
}

function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Relative: setup runs npm in the project's folder.
    npm_execpath: "npm/npm-cli.js",
    NODE_UNDER_TEST: process.execPath,
    NODE_OPTIONS: "",
    ...more,
  };
}

function start(cwd: string, args: readonly string[], env = {}, input = "") {
  const options = { cwd, env: environment(env), input, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [SETUP, "start", ...args], options);
}

/** Runs setup in a process that looks like another one. */
function pretend(process_: Readonly<Record<string, unknown>>) {
  const disguise = `for (const [key, value] of Object.entries(${JSON.stringify(process_)})) Object.defineProperty(process, key, { value });
    require("./${SETUP}");`;
  return spawnSync(process.execPath, ["-e", disguise], { encoding: "utf8" });
}
