import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file to read, or why what stands there cannot be read. */
export type FoundFile =
  | { readonly path: string; readonly flaw?: undefined }
  | { readonly path: string; readonly flaw: string };

/**
 * The files at or below a path, in the order of their names, one at a time: a folder may hold tens of thousands. A path
 * named by the user may be anything that can be read to its end (`<(aws …)` is a pipe); below a folder only files count,
 * because a pipe would wait for ever.
 */
export async function* findFiles(path: string): AsyncGenerator<FoundFile> {
  const found = await lookAt(path);
  if ("flaw" in found) yield { path, flaw: found.flaw };
  else if (found.stats.isDirectory()) yield* findBelow(path, new Set([identity(found.stats)]));
  else yield { path };
}

async function* findBelow(folder: string, around: ReadonlySet<string>): AsyncGenerator<FoundFile> {
  const entries = await list(folder);
  if ("flaw" in entries) {
    yield { path: folder, flaw: entries.flaw };
    return;
  }
  for (const entry of entries.listed) {
    const path = join(folder, entry.name);
    // Looking at each of a hundred thousand files takes longer than to read them.
    if (entry.isFile()) {
      yield { path };
      continue;
    }
    // A link is followed to what it names.
    const found = await lookAt(path);
    if ("flaw" in found) yield { path, flaw: found.flaw };
    else if (found.stats.isDirectory()) {
      const self = identity(found.stats);
      if (around.has(self)) yield { path, flaw: "a link to a folder around it" };
      else yield* findBelow(path, new Set([...around, self]));
    } else if (found.stats.isFile()) yield { path };
    else yield { path, flaw: "neither a file nor a folder" };
  }
}

type Failed = { readonly flaw: string };

async function lookAt(path: string): Promise<{ readonly stats: Stats } | Failed> {
  try {
    return { stats: await stat(path) };
  } catch (error) {
    return { flaw: flawOf(error) };
  }
}

async function list(folder: string): Promise<{ readonly listed: readonly Dirent[] } | Failed> {
  try {
    const listed = await readdir(folder, { withFileTypes: true });
    return { listed: listed.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
  } catch (error) {
    return { flaw: flawOf(error) };
  }
}

function identity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

const SAID: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ELOOP", "a link that leads to itself"],
  ["ENOENT", "it is not there (any more)"],
  ["EISDIR", "a folder"],
  ["EMFILE", "too many files are open"],
  ["EIO", "the disk reports an error"],
]);

/** Why the file system refused, as a clause. */
export function flawOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return SAID.get(code) ?? (error instanceof Error ? error.message : String(error));
}
