// How much memory reading a long history takes, as the command line is shipped (bundled; Node keeps memory for types
// that it strips itself): node bench/memory.ts [records]
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const DAYS = 60;
const count = process.argv[2] ?? "1000000";
const folder = mkdtempSync(join(tmpdir(), "tasktrail-bench-"));
// Where the packages that it imports are found.
const bundle = fileURLToPath(
  new URL("../node_modules/.cache/tasktrail-bench/read-endless.js", import.meta.url),
);
const server = fork(new URL("endless-history.ts", import.meta.url), [count, String(DAYS)]);
try {
  await build({
    entryPoints: [fileURLToPath(new URL("read-endless.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
  });
  const [port] = (await once(server, "message")) as [number];
  const ledger = join(folder, "ledger.db");
  const reader = fork(bundle, [`http://127.0.0.1:${port}`, ledger, count, String(DAYS)]);
  const [code] = (await once(reader, "exit")) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  server.kill();
  rmSync(folder, { recursive: true });
}
