/**
 * `npm run check`: everything that must hold beside the tests. All of it runs, also after a failure, so that one run names
 * every fault. `npm run check types lint` runs only those.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { styleText } from "node:util";

interface Check {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
  /** A file that must be there for the check to make sense. */
  readonly needs?: string;
}

const CHECKS: readonly Check[] = [
  { name: "types", commands: [["tsc"], ["tsc", "-p", "src/core", "--noEmit"]] },
  { name: "lint", commands: [["oxlint"]] },
  { name: "format", commands: [["oxfmt", "--check"]] },
  { name: "unused", commands: [["knip"]] },
  {
    name: "docs",
    needs: "scripts/reference-docs.ts",
    commands: [["node", "scripts/reference-docs.ts", "--check"]],
  },
  {
    name: "package",
    commands: [
      ["node", "scripts/build.ts"],
      ["publint", "--strict"],
      ["attw", "--pack", ".", "--profile", "esm-only", "--quiet"],
    ],
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `No check is called ${unknown.join(", ")}: ${CHECKS.map((c) => c.name).join(", ")}.`,
  );
  process.exit(2);
}

const chosen = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const failed = chosen.filter((check) => !holds(check));
if (failed.length > 0) {
  console.log(styleText("red", `check: ${failed.map(({ name }) => name).join(", ")} failed`));
  process.exitCode = 1;
}

function holds({ name, commands, needs }: Check): boolean {
  if (needs !== undefined && !existsSync(needs)) {
    console.log(`– ${name} (skipped: there is no ${needs} yet)`);
    return true;
  }
  const start = performance.now();
  const complaint = commands.map(run).find((output) => output !== undefined);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    complaint === undefined
      ? `${styleText("green", "✔")} ${name} (${seconds} s)`
      : `${styleText("red", "✖")} ${name} (${seconds} s)\n${complaint}`,
  );
  return complaint === undefined;
}

/** What the command printed if it failed, else nothing. */
function run([program = "", ...args]: readonly string[]): string | undefined {
  const result = spawnSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (result.status === 0) return undefined;
  return [`$ ${[program, ...args].join(" ")}`, result.stdout, result.stderr, result.error?.message]
    .filter(Boolean)
    .join("\n");
}
