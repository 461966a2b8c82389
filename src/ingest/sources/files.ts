import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ReadEffect } from "../../core/effect.ts";
import { OperatorError } from "../../core/errors.ts";
import type { ReadRecord, Unreadable } from "../../core/parse-records.ts";
import { findFiles, flawOf, type FoundFile } from "../files/find-files.ts";
import { SpanOfTimes } from "../files/span-of-times.ts";
import { LARGEST_FILE } from "../files/unpack-text.ts";
import { defineSource, type Page, type Source, type SourceSettings } from "../source.ts";
import { createScanner } from "../trail/create-scanner.ts";
import type { Scanned, ScannedPart, Scanner } from "../trail/scanner.ts";

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
    yield* allOf(
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
  return found.toSorted();
}

/** Files that are scanned side by side, where that is worth threads. */
const AT_ONCE = 64;

/** In the order of the files. */
async function* scanAll(
  paths: readonly string[],
  scanner: Scanner,
  signal: AbortSignal | undefined,
): AsyncGenerator<Portion> {
  const begun: Promise<ScannedPart>[] = [];
  for (const path of paths) {
    for await (const found of findFiles(path)) {
      const scanning = scanOne(found, scanner, signal);
      // Whoever stops reading leaves some behind.
      scanning.catch(() => undefined);
      begun.push(scanning);
      const first = begun.length < AT_ONCE ? undefined : begun.shift();
      if (first !== undefined) yield* allOf(await first);
    }
  }
  for (const scanning of begun) yield* allOf(await scanning);
}

async function scanOne(
  { path, flaw }: FoundFile,
  scanner: Scanner,
  signal: AbortSignal | undefined,
): Promise<ScannedPart> {
  if (flaw !== undefined) return flawed(path, flaw);
  return scanner.scanInParts({ name: path, path }, signal);
}

async function* allOf({ rest, ...first }: ScannedPart): AsyncGenerator<Portion> {
  yield { scanned: first, files: 1 };
  if (rest === undefined) return;
  for await (const scanned of rest) yield { scanned, files: 0 };
}

/** A file, or a further part of one. */
interface Portion {
  readonly scanned: Scanned;
  readonly files: 0 | 1;
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

/** A page is one transaction of the ledger: large enough to be quick, small enough to hold. */
const PAGE_RECORDS = 1000;
const PAGE_UNREADABLE = 1000;
/** Many files hold next to nothing; whoever waits shall still see that something happens. */
const PAGE_FILES = 500;

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
  const spans = new SpanOfTimes();
  let made = beginPage();
  let count = 0;
  const takePage = (): Page => {
    const page = { ...made, progress: progressOf(count) };
    made = beginPage();
    return page;
  };
  for await (const { scanned, files: more } of untilAborted(scanning, signal)) {
    const { records, effects = [], unreadable, aside = 0 } = scanned;
    count += more;
    lookAt(scanned, spans);
    made.aside += aside;
    made.unreadable.push(...unreadable);
    for (const one of records) {
      made.records.push(one);
      if (made.records.length >= PAGE_RECORDS) yield takePage();
    }
    for (const one of effects) {
      made.effects.push(one);
      if (made.effects.length >= PAGE_RECORDS) yield takePage();
    }
    if (made.unreadable.length >= PAGE_UNREADABLE || (more > 0 && count % PAGE_FILES === 0))
      yield takePage();
  }
  yield { ...takePage(), coverage: spans.coverage(uri) };
}

/** What a page is made of while it is made. */
interface Making {
  readonly records: ReadRecord[];
  readonly effects: ReadEffect[];
  readonly unreadable: Unreadable[];
  aside: number;
}

function beginPage(): Making {
  return { records: [], effects: [], unreadable: [], aside: 0 };
}

function lookAt({ records, effects = [], spans, aside = 0 }: Scanned, seen: SpanOfTimes): void {
  for (const { effect } of effects) seen.addEffect(effect);
  for (const span of spans ?? []) seen.addSpan(span);
  if (spans !== undefined) return;
  for (const { record } of records) seen.add(record);
  seen.addUnseen(aside);
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
