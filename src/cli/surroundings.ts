import { stat } from "node:fs/promises";

/** All that a command may touch of the world around it; tests pass their own. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** The working directory, from which a configuration is looked for. */
  readonly cwd: string;
  /** True for a path that exists: tells a file from an event id. */
  readonly exists: (path: string) => Promise<boolean>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Told what a wait is for, instead of standard error, where a program waits. */
  readonly hear?: (text: string) => void;
}

/** A stream that text is written to, and whether a person looks at it. */
export interface Stream {
  readonly write: (text: string) => unknown;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** The surroundings of this process. `TASKTRAIL_NOW` sets the clock, for demonstrations and tests. */
export function realSurroundings(signal: AbortSignal): Surroundings {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout: streamOf(stdout),
    stderr: streamOf(stderr),
    env,
    now: () => clock(env.TASKTRAIL_NOW),
    cwd: process.cwd(),
    exists: (path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    signal,
  };
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  return {
    write: (text) => stream.write(text),
    isTTY: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

function clock(fixed: string | undefined): Date {
  const at = fixed === undefined ? Number.NaN : Date.parse(fixed);
  return Number.isNaN(at) ? new Date() : new Date(at);
}
