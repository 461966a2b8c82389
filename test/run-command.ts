import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { runCommandLine } from "../src/cli/run-command-line.ts";
import type { Stream } from "../src/cli/surroundings.ts";

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Around {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Columns of the terminal; without it standard output is a pipe. */
  readonly columns?: number;
  readonly now?: Date;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
}

/** Runs one command line in this process, as `tasktrail` would, and tells what it wrote. */
export async function runCommand(argv: readonly string[], around: Around = {}): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): Stream => ({
    write: (text) => {
      written[name] += text;
    },
    isTTY: name === "stdout" && around.columns !== undefined,
    columns: around.columns,
  });
  const { stat } = await import("node:fs/promises");
  const code = await runCommandLine(argv, {
    stdin: Readable.from([around.stdin ?? ""]),
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    env: { ...awsEnvironment(), ...around.env },
    cwd: around.cwd ?? tmpdir(),
    now: () => around.now ?? new Date("2026-11-20T14:25:00Z"),
    exists: (path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    signal: around.signal ?? new AbortController().signal,
  });
  return { ...written, code };
}

/** The SDK reads the process's own environment; what we read of it must be the same. */
function awsEnvironment(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")),
  );
}

/** Splits a command line as a shell would, for the few kinds of quotes that our documents use. */
export function splitWords(line: string): readonly string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}
