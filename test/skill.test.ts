import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { skill } from "../src/cli/commands/skill.ts";
import { agents } from "../src/cli/skill/agents.ts";
import { runCommand, splitWords } from "./run-command.ts";

const SKILL = readFileSync(new URL("../skills/ecs-audit/SKILL.md", import.meta.url), "utf8");

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), "tasktrail-"));
}

test("the skill has the front matter of the open format, and its folder's name", () => {
  const [, head = ""] = /^---\n([\s\S]*?)\n---\n/.exec(SKILL) ?? [];
  const fields = new Map(
    head.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  );

  assert.equal(fields.get("name"), "ecs-audit");
  const description = fields.get("description") ?? "";
  assert.ok(description.length > 50 && description.length <= 1024, String(description.length));
  assert.ok(SKILL.split("\n").length < 500);
});

const commands = Array.from(SKILL.matchAll(/^\$ tasktrail (.*)$/gm), ([, line = ""]) => line);

test("the skill shows commands", () => assert.ok(commands.length >= 6));

for (const line of commands) {
  test(`the skill's command runs on the demo fleet and answers: ${line}`, async () => {
    const { code, stdout, stderr } = await runCommand(splitWords(line));

    assert.equal(code, 0, stderr);
    assert.match(stdout, /jane\.doe@acme\.example|checkout/);
    assert.doesNotMatch(stdout, /^(?:null|\[\])\s*$/);
  });
}

test("install only shows what it would write until it is told --yes", async () => {
  const cwd = emptyFolder();
  const { code, stdout } = await runCommand(["skill", "install", "--agent", "claude"], { cwd });

  assert.equal(code, 0);
  assert.ok(stdout.includes(join(cwd, ".claude/skills/ecs-audit/SKILL.md")));
  assert.ok(stdout.includes(join(cwd, ".mcp.json")));
  assert.match(stdout, /Nothing is written yet: add --yes/);
  assert.ok(!existsSync(join(cwd, ".claude")) && !existsSync(join(cwd, ".mcp.json")));
});

for (const { name, inProject, forUser } of agents) {
  test(`${name} finds the skill and the server in a project and in a home, and a second time nothing is written`, async () => {
    for (const [places, flags] of [
      [inProject, []],
      [forUser, ["--user"]],
    ] as const) {
      const root = emptyFolder();
      const install = (): ReturnType<typeof runCommand> =>
        runCommand(["skill", "install", "--agent", name, ...flags, "--yes"], {
          cwd: root,
          env: { HOME: root },
        });
      const { code, stderr, stdout } = await install();
      assert.equal(code, 0, stderr);
      assert.equal(readFileSync(join(root, places.skills, "ecs-audit/SKILL.md"), "utf8"), SKILL);
      const { servers } = places;
      if (servers) assert.match(readFileSync(join(root, servers.file), "utf8"), /tasktrail/);
      else assert.match(stdout, /is not known here/);

      assert.match((await install()).stdout, /Everything is there already/);
    }
  });
}

test("what a configuration holds already is kept", async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, ".mcp.json"),
    `{\n\t"mcpServers": { "other": { "command": "x" } },\n\t"more": [1]\n}`,
  );
  mkdirSync(join(cwd, ".codex"));
  writeFileSync(join(cwd, ".codex/config.toml"), `model = "x"\n[mcp_servers.other]\ncommand = "y"`);

  await runCommand(["skill", "install", "--yes"], { cwd });
  await runCommand(["skill", "install", "--agent", "codex", "--yes"], { cwd });

  assert.deepEqual(JSON.parse(readFileSync(join(cwd, ".mcp.json"), "utf8")), {
    mcpServers: { other: { command: "x" }, tasktrail: { command: "tasktrail", args: ["mcp"] } },
    more: [1],
  });
  assert.equal(
    readFileSync(join(cwd, ".codex/config.toml"), "utf8"),
    `model = "x"\n[mcp_servers.other]\ncommand = "y"\n\n[mcp_servers.tasktrail]\ncommand = "tasktrail"\nargs = ["mcp"]\n`,
  );
});

test("a configuration that cannot be read, or a link, is left alone", async () => {
  const cwd = emptyFolder();
  const broken = `{ // mine\n}`;
  writeFileSync(join(cwd, ".mcp.json"), broken);
  const { code, stderr } = await runCommand(["skill", "install", "--yes"], { cwd });
  assert.equal(code, 2);
  assert.match(stderr, /left alone/);
  assert.equal(readFileSync(join(cwd, ".mcp.json"), "utf8"), broken);
  assert.ok(!existsSync(join(cwd, ".claude")));

  const other = emptyFolder();
  const outside = join(emptyFolder(), "outside.json");
  symlinkSync(outside, join(other, ".mcp.json"));
  const linked = await runCommand(["skill", "install", "--yes"], { cwd: other });
  assert.equal(linked.code, 2);
  assert.match(linked.stderr, /symbolic link/);
  assert.ok(!existsSync(outside));
});

test("the command knows the same agents as the installation", () => {
  const choices = skill.parameters.find(({ name }) => name === "agent")?.choices;

  assert.deepEqual(
    choices,
    agents.map(({ name }) => name),
  );
});
