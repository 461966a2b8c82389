import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { flawOf } from "./flaw-of.ts";

/** A file to read, or why what stands there cannot be read. */
export type FoundFile =
  | { readonly path: string; readonly isFile: boolean; readonly flaw?: undefined }
  | { readonly path: string; readonly flaw: string };

/**
 * The files at or below a path, in the order of their names, one at a time: a folder may hold tens of thousands. A path
 * named by the user may be anything that can be read to its end (`<(aws …)` is a pipe); below a folder only files count,
 * because a pipe would wait for ever.
 */
export async function* findFiles(path: string): AsyncGenerator<FoundFile> {
  const found = await lookAt(path);
  if ("flaw" in found) yield { path, flaw: found.flaw };
  else if (found.stats.isDirectory()) yield* findBelow(path, identity(found.stats));
  else yield { path, isFile: found.stats.isFile() };
}

/** A folder that is being gone through; what is left of it stands in reverse order. */
interface Level {
  /** Before a name, it makes a path. */
  readonly prefix: string;
  readonly left: Dirent[];
  /** This folder and those around it. */
  readonly around: ReadonlySet<string>;
}

/** By a stack: generators within generators would hand on each of a hundred thousand files level by level. */
async function* findBelow(folder: string, self: string): AsyncGenerator<FoundFile> {
  const levels: Level[] = [];
  const enter = async (path: string, around: ReadonlySet<string>): Promise<FoundFile[]> => {
    const entries = await list(path);
    if ("flaw" in entries) return [{ path, flaw: entries.flaw }];
    const prefix = join(path, "-").slice(0, -1);
    levels.push({ prefix, left: entries.listed.toReversed(), around });
    return [];
  };
  yield* await enter(folder, new Set([self]));
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const entry = level.left.pop();
    if (entry === undefined) {
      levels.pop();
      continue;
    }
    const path = level.prefix + entry.name;
    // Looking at each of a hundred thousand files takes longer than to read them.
    if (entry.isFile()) {
      yield { path, isFile: true };
      continue;
    }
    // A link is followed to what it names.
    const found = await lookAt(path);
    if ("flaw" in found) yield { path, flaw: found.flaw };
    else if (found.stats.isDirectory()) {
      const inner = identity(found.stats);
      if (level.around.has(inner)) yield { path, flaw: "a link to a folder around it" };
      else yield* await enter(path, new Set([...level.around, inner]));
    } else if (found.stats.isFile()) yield { path, isFile: true };
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
