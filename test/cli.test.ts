import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { allCommands } from "../src/cli/run-command-line.ts";
import { runCommand } from "./run-command.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

test("every command has help with its examples and the exit codes", async () => {
  for (const { name, examples } of allCommands) {
    const { stdout, code } = await runCommand([name, "--help"]);

    assert.equal(code, 0);
    for (const { command } of examples) assert.ok(stdout.includes(`tasktrail ${command}`), command);
    assert.match(stdout, /Exit codes: 0 answered/);
  }
});

test("a misspelt command is refused with the one that was meant", async () => {
  const { stderr, code } = await runCommand(["adit"]);

  assert.equal(code, 2);
  assert.match(stderr, /did you mean `audit`/);
});

test("a misspelt flag is refused with the one that was meant", async () => {
  const { stderr, code } = await runCommand(["who", "checkout", "--sinse", "2h"]);

  assert.equal(code, 2);
  assert.match(stderr, /did you mean --since/);
});

test("an argument that cannot be read is named, with what to write instead and where to read more", async () => {
  const { stdout, stderr, code } = await runCommand([
    "who",
    "checkout",
    "--demo",
    "--since",
    "soonish",
  ]);

  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /since/);
  assert.match(stderr, /soonish/);
  assert.match(stderr, /docs\/reference\/errors\.md#bad-argument/);
});

test("--strict exits with 3 when something could not be seen, and answers all the same", async () => {
  const { stdout, code } = await runCommand(["who", "checkout", "--demo", "--strict"]);

  assert.equal(code, 3);
  assert.match(stdout, /scaled 4 → 0/);
});

test("--fail-on exits with 1 when a finding is that severe, and with 0 when none is", async () => {
  const high = await runCommand(["audit", "--demo", "--fail-on", "high"]);
  const critical = await runCommand(["audit", "--demo", "--since", "5m", "--fail-on", "critical"]);

  assert.equal(high.code, 1);
  assert.equal(critical.code, 0);
});

test("the demo asks its question and names the next commands", async () => {
  const { stdout, code } = await runCommand(["demo"]);

  assert.equal(code, 0);
  assert.match(stdout, /\$ tasktrail who restarted prod --demo/);
  assert.match(stdout, /Next, try:/);
});

test("material on standard input is asked as a whole, without a window", async () => {
  const record = {
    eventVersion: "1.08",
    eventID: "6f0a2c1e-0000-4000-8000-000000000001",
    eventTime: "2019-03-01T10:00:00Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      userName: "alice",
      arn: "arn:aws:iam::111122223333:user/alice",
    },
    requestParameters: { service: "checkout", desiredCount: 0 },
    responseElements: null,
  };
  const stdin = JSON.stringify({ Records: [record] });
  const audit = await runCommand(["audit", "-"], { stdin });
  const explain = await runCommand(["explain", "-"], { stdin });

  assert.match(audit.stdout, /checkout/);
  assert.match(audit.stdout, /alice/);
  assert.match(explain.stdout, /checkout in default was scaled to 0 at .*10:00:00Z by alice/);
});

test("a query picks from the JSON answer", async () => {
  const query = "changes[0].actor.name";
  const { stdout } = await runCommand(["who", "checkout", "--demo", "--query", query]);

  assert.equal(JSON.parse(stdout), "jane.doe@acme.example");
});

test("completion proposes commands and flags", async () => {
  const commands = await runCommand(["__complete", "au"]);
  const flags = await runCommand(["__complete", "who", "checkout", "--un"]);

  assert.match(commands.stdout, /^audit$/m);
  assert.match(flags.stdout, /^--until$/m);
});

test("every shell's completion script is one that the shell can read", async (context) => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout } = await runCommand(["completion", shell]);
    const script = join(mkdtempSync(join(tmpdir(), "tasktrail-")), `completion.${shell}`);
    writeFileSync(script, stdout);
    const check = spawnSync(shell, ["-n", script], { encoding: "utf8" });
    if (check.error) context.diagnostic(`${shell} is not installed: skipped`);
    else assert.equal(check.status, 0, check.stderr);
  }
});

test("a reader that has enough ends the program quietly", async () => {
  const program = spawn(process.execPath, [
    MAIN,
    "who",
    "prod",
    "--demo",
    "--since",
    "14d",
    "--all",
    "--limit",
    "0",
    "--output",
    "json",
  ]);
  let errors = "";
  program.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  program.stdout.once("data", () => program.stdout.destroy());
  const code = await new Promise((resolve) => program.once("close", resolve));

  assert.doesNotMatch(errors, /EPIPE|Error|bug/);
  assert.equal(code, 0);
});

test("without credentials the answer is what to do, not a stack", () => {
  const home = mkdtempSync(join(tmpdir(), "tasktrail-"));
  const { status, stderr } = spawnSync(
    process.execPath,
    [MAIN, "who", "checkout", "--region", "eu-west-1"],
    {
      encoding: "utf8",
      env: { HOME: home, AWS_EC2_METADATA_DISABLED: "true", XDG_DATA_HOME: home },
    },
  );

  assert.equal(status, 2);
  assert.match(stderr, /credentials/);
  assert.doesNotMatch(stderr, /\n\s+at /);
});

test("a question without what it is about says what to name, before anything is opened", async () => {
  for (const words of [["who"], ["who", "restarted"], ["timeline"]]) {
    const { stderr, code } = await runCommand(words);

    assert.equal(code, 2);
    assert.match(stderr, /[Nn]ame/, words.join(" "));
    assert.doesNotMatch(stderr, /region|credentials/);
  }
});
