import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { runCommand, splitWords } from "./run-command.ts";

// Every ```console block of these pages is run, and must print what the page says. UPDATE_DOCS=1 writes what it printed.
const ROOT = new URL("../", import.meta.url);
const PAGES = ["README.md", ...guides()];
const BLOCK = /^```console\n([\s\S]*?)^```$/gm;

function guides(): readonly string[] {
  try {
    return readdirSync(new URL("docs/guide/", ROOT))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/guide/${name}`);
  } catch {
    return [];
  }
}

interface Session {
  readonly command: string;
  readonly output: string;
}

function sessionsIn(block: string): readonly Session[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...output] = part.split("\n");
      return { command, output: output.join("\n") };
    });
}

/** What the CLI sees of a line: `npm start -- who checkout` and `tasktrail who checkout` are the same. */
function argvOf(command: string): {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
} {
  const [program, ...words] = splitWords(command);
  if (program === "tasktrail") return { argv: words, env: {} };
  assert.deepEqual(
    [program, words[0]],
    ["npm", "start"],
    `a console block runs only tasktrail or npm start: ${command}`,
  );
  return {
    argv: words.length === 1 ? ["demo"] : words.slice(2),
    env: { npm_lifecycle_event: "start" },
  };
}

async function printed(command: string): Promise<string> {
  const { argv, env } = argvOf(command);
  const { stdout, stderr } = await runCommand(argv, { env: { ...env, COLUMNS: "100" } });
  return stdout + stderr;
}

for (const page of PAGES) {
  test(`the commands in ${page} print what it says`, async () => {
    const file = new URL(page, ROOT);
    const text = readFileSync(file, "utf8");
    const blocks = Array.from(text.matchAll(BLOCK), ([, block = ""]) => block);
    let updated = text;
    for (const block of blocks) {
      let written = "";
      for (const { command, output } of sessionsIn(block)) {
        const actual = await printed(command);
        written += `$ ${command}\n${actual}`;
        if (process.env.UPDATE_DOCS !== "1")
          assert.equal(output.trimEnd(), actual.trimEnd(), command);
      }
      updated = updated.replace(block, () => written);
    }
    if (page === "README.md") assert.ok(blocks.length > 0, "the README shows real output");
    if (process.env.UPDATE_DOCS === "1") writeFileSync(file, updated);
  });
}
