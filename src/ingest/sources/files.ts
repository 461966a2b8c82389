import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ReadEffect } from "../../core/effect.ts";
import { OperatorError } from "../../core/errors.ts";
import {
  parseRecords,
  type ParsedMaterial,
  type ReadRecord,
  type Unreadable,
} from "../../core/parse-records.ts";
import { findFiles, flawOf, type FoundFile } from "../files/find-files.ts";
import { SpanOfTimes } from "../files/span-of-times.ts";
import { LARGEST_FILE, unpackText, type Unpacked } from "../files/unpack-text.ts";
import { defineSource, type Page, type Source, type SourceSettings } from "../source.ts";

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
    return source(pathToFileURL(resolve(path)).href, () => readAll(paths));
  },
});

function openStdin({ stdin }: SourceSettings): Source {
  if (!stdin) throw new OperatorError("bad-argument", "There is no standard input to read.");
  if ("isTTY" in stdin && stdin.isTTY === true) {
    throw new OperatorError("bad-input", "Nothing is piped into standard input.", {
      hint: "aws cloudtrail lookup-events --output json | tasktrail audit -",
    });
  }
  return source(STDIN, async function* readStdin() {
    yield { path: "standard input", unpacked: await readStream(stdin) };
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

/** What one file held, before it is read as records. */
interface Material {
  readonly path: string;
  readonly unpacked: Unpacked;
}

async function* readAll(paths: readonly string[]): AsyncGenerator<Material> {
  for (const path of paths) {
    for await (const found of findFiles(path)) {
      yield { path: found.path, unpacked: await readOne(found) };
    }
  }
}

async function readOne({ path, flaw }: FoundFile): Promise<Unpacked> {
  if (flaw !== undefined) return { flaw };
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) return { flaw: "larger than 2 GiB" };
    return unpackText(await readFile(path));
  } catch (error) {
    return { flaw: flawOf(error) };
  }
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Unpacked> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > LARGEST_FILE) return { flaw: "larger than 2 GiB" };
    chunks.push(bytes);
  }
  return unpackText(Buffer.concat(chunks));
}

/** A page is one transaction of the ledger: large enough to be quick, small enough to hold. */
const PAGE_RECORDS = 1000;
const PAGE_UNREADABLE = 1000;
/** Many files hold next to nothing; whoever waits shall still see that something happens. */
const PAGE_FILES = 500;

function source(uri: string, open: () => AsyncIterable<Material>): Source {
  return {
    uri,
    async *read({ signal }) {
      const spans = new SpanOfTimes();
      let records: ReadRecord[] = [];
      let effects: ReadEffect[] = [];
      let unreadable: Unreadable[] = [];
      let count = 0;
      const takePage = (): Page => {
        const page = { records, effects, unreadable, progress: progressOf(count) };
        records = [];
        effects = [];
        unreadable = [];
        return page;
      };
      for await (const { path, unpacked } of open()) {
        if (signal?.aborted) break;
        count++;
        const parsed = parse(path, unpacked);
        unreadable.push(...parsed.unreadable);
        for (const one of parsed.records) {
          spans.add(one.record);
          records.push(one);
          if (records.length >= PAGE_RECORDS) yield takePage();
        }
        for (const one of parsed.effects) {
          spans.addEffect(one.effect);
          effects.push(one);
          if (effects.length >= PAGE_RECORDS) yield takePage();
        }
        if (unreadable.length >= PAGE_UNREADABLE || count % PAGE_FILES === 0) yield takePage();
      }
      yield { ...takePage(), coverage: spans.coverage(uri) };
    },
  };
}

function progressOf(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

function parse(path: string, unpacked: Unpacked): ParsedMaterial {
  if ("flaw" in unpacked) {
    return { records: [], effects: [], unreadable: [{ position: path, reason: unpacked.flaw }] };
  }
  const { records, effects, unreadable } = parseRecords(unpacked.text);
  return {
    records,
    effects,
    unreadable: unreadable.map(({ position, reason }) => ({
      position: position === "the whole text" ? path : `${path}: ${position}`,
      reason,
    })),
  };
}
