// TaskTrail's scan of trail files as a whole process, start included, in turn with what else unpacks or reads them, as ratios:
// node bench/scan.ts [--full] [--rounds 3] [--only 1%,tiny] [--without "zcat | jq,duckdb"] [--folder where the generated files are kept]
// Peers that are not installed are named and left out: libdeflate-gunzip, igzip, zcat, jq, python3, and DuckDB (its npm package
// in the folder that DUCKDB names).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { isObject } from "../src/core/record.ts";
import { generateTrails, type TrailShape } from "./generate-trails.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    without: { type: "string", default: "" },
    folder: { type: "string", default: join(tmpdir(), "tasktrail-bench-scan") },
  },
});

const SMALL: Readonly<Record<string, TrailShape>> = {
  "0.1%": { files: 200, megabytes: 100, share: 0.001, seed: 1 },
  "1%": { files: 200, megabytes: 100, share: 0.01, seed: 2 },
  "5%": { files: 200, megabytes: 100, share: 0.05, seed: 3 },
  tiny: { files: 5000, megabytes: 25, share: 0.01, seed: 4 },
  big: { files: 2, megabytes: 100, share: 0.01, seed: 5 },
};
const FULL: Readonly<Record<string, TrailShape>> = {
  "0.1%": { files: 2000, megabytes: 1000, share: 0.001, seed: 1 },
  "1%": { files: 2000, megabytes: 1000, share: 0.01, seed: 2 },
  "5%": { files: 2000, megabytes: 1000, share: 0.05, seed: 3 },
  tiny: { files: 100_000, megabytes: 500, share: 0.01, seed: 4 },
  big: { files: 20, megabytes: 1000, share: 0.01, seed: 5 },
  "10 GB": { files: 20_000, megabytes: 10_000, share: 0.01, seed: 6 },
  "one of 2 GB": { files: 1, megabytes: 2000, share: 0.01, seed: 7 },
};

/** One way to read a folder. */
interface Runner {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads no records, so that it finds none. */
  readonly isBlind?: boolean;
}

interface Measured {
  readonly seconds: number;
  /** Of processor, its children's too; where `time` is installed. */
  readonly cpu: number;
  readonly found: number | undefined;
  /** MB. */
  readonly peak: number | undefined;
}

const TIME = "/usr/bin/time";

// Bundled, as it is shipped.
const bundle = fileURLToPath(new URL("../node_modules/.cache/tasktrail-bench/", import.meta.url));
await build({
  entryPoints: [
    { in: fileURLToPath(new URL("scan-programs.ts", import.meta.url)), out: "scan-programs" },
    {
      in: fileURLToPath(new URL("../src/ingest/trail/scan/scan-worker.ts", import.meta.url)),
      out: "scan-worker",
    },
  ],
  outdir: bundle,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  logLevel: "warning",
});

const only = values.only === "" ? undefined : new Set(values.only.split(","));
for (const [name, shape] of Object.entries(values.full ? FULL : SMALL)) {
  if (only && !only.has(name)) continue;
  const folder = join(
    values.folder,
    `${values.full ? "full" : "small"}-${name.replaceAll(/\W/g, "-")}`,
  );
  if (!existsSync(folder)) await generate(folder, shape);
  compare(name, shape, folder);
}

/** Whole or not at all, so that an interrupted one is not taken for whole. */
async function generate(folder: string, shape: TrailShape): Promise<void> {
  mkdirSync(values.folder, { recursive: true });
  const making = mkdtempSync(join(values.folder, "making-"));
  await generateTrails(making, shape);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
}

function runnersFor(folder: string): readonly Runner[] {
  const node = [process.execPath, join(bundle, "scan-programs.js")];
  const find = `find ${folder} -name '*.json.gz' -print0`;
  const shell = (script: string): readonly string[] => ["sh", "-c", script];
  const select = `jq -c '.Records[]|select(.eventSource=="ecs.amazonaws.com")' | wc -l`;
  const python = [
    "import gzip,json,os,sys",
    "n=0",
    "for d,_,fs in os.walk(sys.argv[1]):",
    "  for f in fs:",
    "    n+=sum(r['eventSource']=='ecs.amazonaws.com' for r in json.load(gzip.open(os.path.join(d,f)))['Records'])",
    "print(n)",
  ].join("\n");
  return [
    { name: "tasktrail, 1 thread", command: [...node, "tasktrail", folder, "0"] },
    // One besides the calling one, which takes its share.
    { name: "tasktrail, 2 threads", command: [...node, "tasktrail", folder, "1"] },
    { name: "tasktrail, all kept", command: [...node, "tasktrail", folder, "1", "all"] },
    { name: "node gunzipSync alone", command: [...node, "gunzip", folder], isBlind: true },
    { name: "node naive", command: [...node, "naive", folder] },
    {
      name: "libdeflate-gunzip",
      command: shell(`${find} | xargs -0 libdeflate-gunzip -c > /dev/null`),
      isBlind: true,
    },
    {
      name: "libdeflate-gunzip x2",
      command: shell(`${find} | xargs -0 -n 64 -P 2 libdeflate-gunzip -c > /dev/null`),
      isBlind: true,
    },
    { name: "igzip", command: shell(`${find} | xargs -0 igzip -dc > /dev/null`), isBlind: true },
    { name: "zcat | jq", command: shell(`${find} | xargs -0 zcat | ${select}`) },
    { name: "python3 gzip + json", command: ["python3", "-c", python, folder] },
    { name: "duckdb", command: [...node, "duckdb", folder] },
  ];
}

function compare(name: string, { files, megabytes }: TrailShape, folder: string): void {
  const runners = runnersFor(folder).filter((runner) => isThere(runner.name));
  const taken = new Map<string, Measured[]>(runners.map((runner) => [runner.name, []]));
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const runner of runners) {
      // Some machines forget within seconds what they read.
      spawnSync("sh", ["-c", `find ${folder} -type f -print0 | xargs -0 cat > /dev/null`]);
      const measured = measure(runner);
      // The first round is for whatever else is slow at first.
      if (round > 0) taken.get(runner.name)?.push(measured);
    }
  }
  process.stdout.write(`\n${name}: ${files} files, ${megabytes} MB of text\n`);
  const [one, two] = runners.map((runner) => taken.get(runner.name) ?? []);
  for (const [runner, all] of taken) {
    const { found, peak } = all[0] ?? { found: undefined, peak: undefined };
    const seconds = median(all.map((measured) => measured.seconds));
    const ratios = [one, two].map((ours = []) =>
      median(all.map((measured, round) => (ours[round]?.seconds ?? Number.NaN) / measured.seconds)),
    );
    const cells = [
      runner.padEnd(24),
      `${seconds.toFixed(2).padStart(7)} s`,
      `${median(all.map(({ cpu }) => cpu))
        .toFixed(2)
        .padStart(7)} s cpu`,
      `${(files / seconds).toFixed(0).padStart(7)} files/s`,
      `${(megabytes / seconds).toFixed(0).padStart(6)} MB/s`,
      `1 thread ${(ratios[0] ?? 0).toFixed(2)}x, 2 threads ${(ratios[1] ?? 0).toFixed(2)}x of it`,
      found === undefined ? "" : `${found} found`,
      peak === undefined ? "" : `${peak} MB peak`,
    ];
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
  const counts = new Set([...taken.values()].flatMap((all) => all.map(({ found }) => found)));
  counts.delete(undefined);
  if (counts.size > 1) throw new Error(`they do not agree: ${[...counts].join(", ")}`);
}

function isThere(name: string): boolean {
  if (values.without.split(",").includes(name)) return false;
  const missing = name
    .split(" ")
    .filter((word) => /^(?:libdeflate-gunzip|igzip|zcat|jq|python3)$/.test(word))
    .find((word) => spawnSync("sh", ["-c", `command -v ${word}`]).status !== 0);
  const isLeftOut = missing !== undefined || (name === "duckdb" && !process.env["DUCKDB"]);
  if (isLeftOut) process.stdout.write(`${name}: not installed, left out\n`);
  return !isLeftOut;
}

function measure({ name, command, isBlind = false }: Runner): Measured {
  const [program = "", ...args] = existsSync(TIME) ? [TIME, "-f", "%U %S", ...command] : command;
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  const seconds = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const [, user, system] = /([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  const cpu = Number(user) + Number(system);
  const told: unknown = stdout.trim() === "" ? undefined : JSON.parse(stdout);
  const found = typeof told === "number" && !isBlind ? told : undefined;
  return { seconds, cpu, found, peak: undefined, ...(isObject(told) && told) };
}

function median(numbers: readonly number[]): number {
  return (
    numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
  );
}
