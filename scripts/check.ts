/**
 * `npm run check`: everything that must hold beside the tests. All of it runs, also after a failure, so that one run names
 * every fault. `npm run check types lint` runs only those.
 */
import { spawnSync } from "node:child_process";
import { styleText } from "node:util";

interface Check {
  readonly name: string;
  /** The script of package.json that it runs, with arguments. */
  readonly script: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "types", script: ["types"] },
  { name: "lint", script: ["lint"] },
  { name: "format", script: ["format", "--", "--check"] },
  { name: "unused", script: ["unused"] },
  { name: "docs", script: ["docs", "--", "--check"] },
  { name: "package", script: ["package"] },
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

function holds({ name, script }: Check): boolean {
  const start = performance.now();
  const run = spawnSync("npm", ["run", "--silent", ...script], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const passed = run.status === 0;
  console.log(`${passed ? styleText("green", "✔") : styleText("red", "✖")} ${name} (${seconds} s)`);
  if (!passed) console.log([run.stdout, run.stderr, run.error?.message].filter(Boolean).join("\n"));
  return passed;
}
