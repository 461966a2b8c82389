import { realSurroundings } from "./surroundings.ts";
import { version } from "./version.ts";

const interruption = new AbortController();
// The first one ends it in good order; a second one ends it at once, as if nobody listened.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interruption.abort());
}
// `tasktrail … | head`: the reader has what it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === "--version") {
  process.stdout.write(`${version()}\n`);
} else {
  const { runCommandLine } = await import("./run-command-line.ts");
  process.exitCode = await runCommandLine(argv, realSurroundings(interruption.signal));
}
