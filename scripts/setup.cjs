// Behind `npm start`, `npm test` and `npm run check`: installs what is missing, then hands over to Node 24.
// Old syntax and plain CommonJS on purpose: an old Node must be able to read this far to say what it lacks.
"use strict";

const { spawn, spawnSync } = require("child_process");
const crypto = require("crypto");
const fs = require("fs");
const os = require("os");
const path = require("path");

const ROOT = path.join(__dirname, "..");
const MODULES = path.join(ROOT, "node_modules");
const STAMP = path.join(MODULES, ".tasktrail-setup.json");
const BUNDLED_NODE = path.join(MODULES, "node", "bin", "node");

main(process.argv[2], process.argv.slice(3));

function main(task, args) {
  refuseWhatCannotWork();
  const runtime = prepare();
  const commands = { start: startCommand, test: testCommand, check: checkCommand };
  if (!Object.prototype.hasOwnProperty.call(commands, task))
    fail("Usage: node scripts/setup.cjs start|test|check [arguments]");
  run(runtime, commands[task](runtime, args), task);
}

function refuseWhatCannotWork() {
  if (process.platform === "win32") {
    fail(
      "TaskTrail runs on Linux and macOS: on Windows, run it inside WSL (https://learn.microsoft.com/windows/wsl/install).",
    );
  }
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(
      "TaskTrail needs Node 20.19 or newer and this is Node " +
        process.versions.node +
        ": install a current one from https://nodejs.org/en/download and run this again.",
    );
  }
}

// --- installing ---------------------------------------------------------------------------------

/** Installs unless this very lock file is installed already. Returns the Node to run with. */
function prepare() {
  const wanted = fingerprint();
  const stamp = readJson(STAMP);
  if (stamp && stamp.installed === wanted && fs.existsSync(stamp.runtime.node))
    return stamp.runtime;
  if (!isInstalled()) install();
  const runtime = chooseRuntime();
  try {
    fs.writeFileSync(STAMP, JSON.stringify({ installed: wanted, runtime }));
  } catch (error) {
    // A folder that we may not write to is looked through again next time.
  }
  return runtime;
}

/** What decides whether node_modules is current. The platform counts: a folder may be shared with a container. */
function fingerprint() {
  const lock = fs.readFileSync(path.join(ROOT, "package-lock.json"));
  const hash = crypto.createHash("sha256").update(lock).digest("hex");
  return [hash, process.platform, process.arch, systemNode()].join(" ");
}

/** Whether somebody's own `npm ci` or `npm install` did the work: npm writes its hidden lock file last. */
function isInstalled() {
  const wanted = readJson(path.join(ROOT, "package-lock.json"));
  const present = readJson(path.join(MODULES, ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.keys(wanted.packages).every((name) => {
    if (name === "" || wanted.packages[name].optional) return true;
    const found = present.packages[name];
    return (
      found &&
      found.version === wanted.packages[name].version &&
      fs.existsSync(path.join(ROOT, name))
    );
  });
}

function install() {
  process.stderr.write("Installing (once)…\n");
  let result = runNpm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  // The one install script that matters fetches Node 24. Where there is none for this platform, another Node may do.
  if (result.status !== 0 && /installArchSpecificPackage/.test(result.stderr)) {
    result = runNpm(["ci", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]);
  }
  if (result.status === 0) return;
  process.stderr.write(
    [result.stdout, result.stderr, result.error && result.error.message].filter(Boolean).join("\n"),
  );
  fail(
    "`npm ci` failed (above): check the network and the registry with `npm ping`, then run this again.",
  );
}

/** npm as the user called it, else the one on the PATH. */
function runNpm(args) {
  const cli = process.env.npm_execpath || "";
  const isNpm = path.basename(cli) === "npm-cli.js";
  return spawnSync(isNpm ? systemNode() : "npm", isNpm ? [cli].concat(args) : args, {
    cwd: ROOT,
    env: outsideEnvironment(),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

/** The environment without our own node_modules/.bin in front: installing replaces what lies there. */
function outsideEnvironment() {
  return Object.assign({}, process.env, { PATH: outsidePath().join(path.delimiter) });
}

function outsidePath() {
  return (process.env.PATH || "")
    .split(path.delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin/.test(folder));
}

/** The user's own Node. npm puts node_modules/.bin first, so `node` here may already be the bundled one. */
function systemNode() {
  const own = process.env.npm_node_execpath || process.execPath;
  if (!/[\\/]node_modules[\\/]/.test(own)) return own;
  const found = outsidePath()
    .map((folder) => path.join(folder, "node"))
    .find((file) => fs.existsSync(file));
  return found || own;
}

// --- running ------------------------------------------------------------------------------------

/** `node`: the program to run with; `built`: whether it needs JavaScript, because it cannot read TypeScript. */
function chooseRuntime() {
  const candidates = [BUNDLED_NODE, systemNode()];
  const able = candidates.find((node) => readsTypeScript(node));
  return able ? { node: able, built: false } : { node: systemNode(), built: true };
}

function readsTypeScript(node) {
  const asked = spawnSync(node, ["-p", "process.features.typescript"], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.trim() === "strip";
}

function startCommand(runtime, args) {
  const command = args.length === 0 ? ["demo"] : args;
  if (!runtime.built) return [path.join(ROOT, "src", "cli", "main.ts")].concat(command);
  build(runtime);
  return [path.join(ROOT, "bin", "tasktrail.cjs")].concat(command);
}

function testCommand(runtime, args) {
  refuseToBuild(runtime);
  const files = args.some((arg) => !arg.startsWith("-"))
    ? []
    : ["src/**/*.test.ts", "test/**/*.test.ts"];
  // node:test leaves one core idle, which on two cores is half the machine.
  return ["--test", "--test-concurrency=" + os.cpus().length].concat(args, files);
}

function checkCommand(runtime, args) {
  refuseToBuild(runtime);
  return [path.join(ROOT, "scripts", "check.ts")].concat(args);
}

function refuseToBuild(runtime) {
  if (!runtime.built) return;
  fail(
    "Node 24 could not be installed here: tests and checks then need a Node of your own that is 22.18 or newer.",
  );
}

/** Bundles the build script itself first, because this Node cannot read it either. */
function build(runtime) {
  const script = path.join(MODULES, ".cache", "build.mjs");
  const esbuild = path.join(MODULES, "esbuild", "bin", "esbuild");
  const flags = [
    "scripts/build.ts",
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--packages=external",
    "--log-level=error",
  ];
  const steps = [flags.concat("--outfile=" + script), [script, "--cli"]];
  runOrFail(esbuild, steps[0]);
  runOrFail(runtime.node, steps[1]);
}

function runOrFail(file, args) {
  const result = spawnSync(file, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  if (result.status !== 0) fail("Building failed (above).");
}

/** Becomes the child as far as a parent can: same streams, same signals, same end. */
function run(runtime, args, task) {
  const ours = {
    NODE_COMPILE_CACHE: path.join(MODULES, ".cache", "compiled"),
    TASKTRAIL_SYSTEM_NODE: systemNode(),
  };
  const env = Object.assign(ours, process.env);
  const scratch = task === "test" ? makeScratch(env) : undefined;
  // npm runs scripts in the project's folder; a file named on the command line lies where the user stands.
  const cwd =
    (task === "start" && process.env.npm_lifecycle_event === "start" && process.env.INIT_CWD) ||
    process.cwd();
  const child = spawn(runtime.node, args, { stdio: "inherit", env, cwd });
  ["SIGINT", "SIGTERM", "SIGHUP"].forEach((signal) =>
    process.on(signal, () => pass(child, signal)),
  );
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => {
    if (scratch) fs.rmSync(scratch, { recursive: true, force: true });
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** A place for all that tests write, so that nothing of it stays behind. */
function makeScratch(env) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tasktrail-test-"));
  env.TMPDIR = scratch;
  return scratch;
}

/** A terminal sends Ctrl-C to the child as well, and twice would look like impatience. */
function pass(child, signal) {
  if (signal === "SIGINT" && (process.stdin.isTTY || process.stderr.isTTY)) return;
  child.kill(signal);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    return undefined;
  }
}

function fail(sentence) {
  process.stderr.write(sentence + "\n");
  process.exit(2);
}
