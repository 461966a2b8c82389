/**
 * Builds dist/: the library as tsc emits it (`.`, `./core`, `./emulator`, `./lambda` with declarations), the CLI as a bundle whose
 * lazily imported parts stay apart, so that `tasktrail --version` reads one small file, and the function that `tasktrail export`
 * packs for Lambda. `--cli` builds only the CLI.
 *
 * Runs from the project's root.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "esbuild";
import { bundleLambda } from "./bundle-lambda.ts";

const cliOnly = process.argv.includes("--cli");

rmSync(cliOnly ? "dist/cli" : "dist", { recursive: true, force: true });
if (!cliOnly) compileLibrary();
await bundleCli();
if (!cliOnly) await bundleLambda("dist/lambda/function.mjs");

function compileLibrary(): void {
  const tsc = spawnSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
    { stdio: "inherit" },
  );
  if (tsc.status !== 0) process.exit(1);
}

async function bundleCli(): Promise<void> {
  await build({
    entryPoints: [
      { in: "src/cli/main.ts", out: "main" },
      // The scanner starts it as a thread, by its name (src/ingest/trail/scan/threads.ts).
      { in: "src/ingest/trail/scan/scan-worker.ts", out: "scan-worker" },
    ],
    // As deep as every file in src/<layer>/: `new URL("../../data/…", import.meta.url)` means the same in both.
    outdir: "dist/cli",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
}
