import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OperatorError } from "../../core/errors.ts";
import { findFiles, type FoundFile } from "../files/find-files.ts";
import { flawOf } from "../files/flaw-of.ts";
import { TimesOfFiles } from "../files/times-of-files.ts";
import { LARGEST_FILE } from "../files/unpack-text.ts";
import { defineSource, type Page, type Source, type SourceSettings } from "../source.ts";
import { createScanner } from "../trail/create-scanner.ts";
import { PageMaker } from "../trail/page-maker.ts";
import { portionsOf, type Portion } from "../trail/portions.ts";
import { scanAhead } from "../trail/scan-ahead.ts";
import { isSibling } from "../trail/trail-key.ts";
import type { Scanned, Scanner } from "../trail/scanner.ts";

const STDIN = "file:///dev/stdin";

/** Log files as CloudTrail, the aws-cli or anything else wrote them. */
export const files = defineSource({
  scheme: "file",
  summary:
    "Files, folders (with all below them), globs and standard input (`-`): records in any envelope, events of ECS from EventBridge and output of aws ecs describe-…, compressed with gzip or not.",
  example: "file:///var/log/cloudtrail/**/*.json.gz",
  open: async (uri, settings) => {
    if (uri === "-" || uri === STDIN) return openStdin(settings);
    const path = uri.startsWith("file:") ? pathOf(uri) : uri;
    const paths = await expand(path);
    return source(pathToFileURL(resolve(path)).href, (scanner, signal) =>
      scanAll(paths, scanner, signal),
    );
  },
});

function openStdin({ stdin }: SourceSettings): Source {
  if (!stdin) throw new OperatorError("bad-argument", "There is no standard input to read.");
  if ("isTTY" in stdin && stdin.isTTY === true) {
    throw new OperatorError("bad-input", "Nothing is piped into standard input.", {
      hint: "aws cloudtrail lookup-events --output json | tasktrail audit -",
    });
  }
  return source(STDIN, async function* scanStdin(scanner) {
    const name = "standard input";
    const bytes = await readStream(stdin);
    yield* portionsOf(
      bytes === undefined
        ? flawed(name, "larger than 2 GiB")
        : await scanner.scanInParts({ name, bytes }),
    );
  });
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new OperatorError("bad-argument", `${uri} is not the address of a file.`, {
      hint: "Write a path, or file:/// and an absolute path.",
      cause,
    });
  }
}

/** The path itself where it exists, also where it looks like a glob; else what the glob finds. */
async function expand(path: string): Promise<readonly string[]> {
  const flaw = await stat(path).then(
    () => undefined,
    (error: unknown) => flawOf(error),
  );
  if (flaw === undefined || flaw === "permission denied") return [path];
  const found = /[*?[{]/.test(path) ? await glob(path) : [];
  if (found.length > 0) return found;
  throw new OperatorError("not-found", `${path} does not exist.`, {
    hint: "Name a file, a folder, a glob in quotes, or - for standard input.",
  });
}

async function glob(pattern: string): Promise<readonly string[]> {
  const { glob: find } = await import("tinyglobby");
  const found = await find(pattern, { dot: true, expandDirectories: false });
  const logs = found.filter((path) => !isSibling(basename(path)));
  return (logs.length > 0 ? logs : found).toSorted();
}

/** In the order of the files. */
async function* scanAll(
  paths: readonly string[],
  scanner: Scanner,
  signal: AbortSignal | undefined,
): AsyncGenerator<Portion> {
  for await (const part of scanAhead(findAll(paths), scanner, signal)) yield* portionsOf(part);
}

/** What CloudTrail puts beside the log files is left alone, as in a bucket, unless the user names it. */
async function* findAll(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    for await (const found of findFiles(path)) {
      if (found.path === path || !isSibling(basename(found.path))) yield found;
    }
  }
}

function flawed(position: string, reason: string): Scanned {
  return { records: [], unreadable: [{ position, reason }] };
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > LARGEST_FILE) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

type ScanFiles = (scanner: Scanner, signal: AbortSignal | undefined) => AsyncIterable<Portion>;

function source(uri: string, scanFiles: ScanFiles): Source {
  return {
    uri,
    async *read({ signal }) {
      const scanner = createScanner();
      try {
        yield* readPages(uri, scanFiles(scanner, signal), signal);
      } finally {
        await scanner.close();
      }
    },
  };
}

async function* readPages(
  uri: string,
  scanning: AsyncIterable<Portion>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page> {
  const times = new TimesOfFiles();
  const maker = new PageMaker();
  let count = 0;
  for await (const portion of untilAborted(scanning, signal)) {
    if (portion.isLast) count++;
    times.add(portion);
    maker.add(portion);
    while (maker.isFull) yield { ...maker.take(), progress: progressOf(count) };
  }
  yield { ...maker.take(), progress: progressOf(count), coverage: times.coverage(uri) };
}

async function* untilAborted(
  scanning: AsyncIterable<Portion>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Portion> {
  try {
    for await (const scanned of scanning) {
      if (signal?.aborted) return;
      yield scanned;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

function progressOf(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
