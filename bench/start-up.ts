// How long the command line takes to start, as ratios to an empty Node program of the same Node, run in turn.
// Needs the built package: npm run build && node bench/start-up.ts [rounds]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const rounds = Number(process.argv[2] ?? 15);
const bin = fileURLToPath(new URL("../bin/tasktrail.cjs", import.meta.url));
if (!existsSync(new URL("../dist/cli", import.meta.url))) {
  throw new Error("dist/ is missing: run npm run build first");
}

const programs: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["node -e 0", ["-e", "0"]],
  ["tasktrail --version", [bin, "--version"]],
  ["tasktrail --help", [bin, "--help"]],
  ["tasktrail who checkout --demo", [bin, "who", "checkout", "--demo"]],
];

const taken = new Map<string, number[]>(programs.map(([name]) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, args] of programs) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
    if (status !== 0) throw new Error(`${name} exited with ${String(status)}`);
    // The first round only warms the file cache.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}

const [[base]] = programs as [(typeof programs)[number]];
const empty = taken.get(base) ?? [];
for (const [name, times] of taken) {
  const ratio = median(times.map((time, round) => time / (empty[round] ?? Number.NaN)));
  process.stdout.write(
    `${name.padEnd(32)} ${median(times).toFixed(0).padStart(6)} ms  ${ratio.toFixed(2)}x ${base}\n`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
