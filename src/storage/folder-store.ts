import type { BigIntStats, Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import {
  StoreFailure,
  type FetchedObject,
  type ListOptions,
  type ObjectStore,
  type StoredObject,
} from "./object-store.ts";

/** A folder that was copied from a bucket; keys are paths below it, with `/`. */
export class FolderStore implements ObjectStore {
  readonly uri: string;
  readonly #root: string;
  readonly #clock: () => number;

  /**
   * @param folder its path.
   * @param clock milliseconds since 1970, as the file system counts them.
   */
  constructor(folder: string, clock: () => number = Date.now) {
    this.#root = resolve(folder);
    this.#clock = clock;
    this.uri = pathToFileURL(this.#root).href;
  }

  /** @throws StoreFailure */
  async *list(
    prefix: string,
    { startAfter = "", signal }: ListOptions = {},
  ): AsyncGenerator<StoredObject> {
    const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    yield* this.#walk(folder, { prefix, startAfter, signal, around: new Set() });
  }

  /** @throws StoreFailure */
  async *folders(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    signal?.throwIfAborted();
    const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    for (const key of await this.#entries(folder)) {
      if (key.endsWith("/") && key.startsWith(prefix)) yield key;
    }
  }

  /** @throws StoreFailure */
  async get(key: string, signal?: AbortSignal): Promise<FetchedObject> {
    const path = this.#pathOf(key);
    if (path === undefined) throw failure(key, Object.assign(new Error(), { code: "ENOENT" }));
    try {
      return { bytes: await readFile(path, { signal }), metadata: new Map() };
    } catch (error) {
      signal?.throwIfAborted();
      throw failure(path, error);
    }
  }

  async *#walk(folder: string, asked: Walk): AsyncGenerator<StoredObject> {
    const { prefix, startAfter, signal, around } = asked;
    for (const key of await this.#entries(folder)) {
      signal?.throwIfAborted();
      const isFolder = key.endsWith("/");
      const isBelow = key.startsWith(prefix) || (isFolder && prefix.startsWith(key));
      // Nothing in a folder comes behind a key that the folder itself comes before.
      if (!isBelow || (key <= startAfter && !(isFolder && startAfter.startsWith(key)))) continue;
      const found = await this.#lookAt(key);
      if (!found) continue;
      if (!isFolder) {
        const etag = stampOf(found, this.#clock());
        yield { key, size: Number(found.size), ...(etag !== undefined && { etag }) };
        continue;
      }
      const self = `${String(found.dev)}:${String(found.ino)}`;
      if (!around.has(self))
        yield* this.#walk(key, { ...asked, around: new Set([...around, self]) });
    }
  }

  /** What is in a folder, in the order of keys: folders end with `/`, which is how they compare with their neighbours. */
  async #entries(folder: string): Promise<readonly string[]> {
    const path = this.#pathOf(folder);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const keys = await Promise.all(entries.map((entry) => this.#keyOf(folder, entry)));
      return keys.filter((key) => key !== undefined).toSorted(byKey);
    } catch (error) {
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
      throw failure(path, error);
    }
  }

  async #keyOf(folder: string, entry: Dirent): Promise<string | undefined> {
    const key = `${folder}${entry.name}`;
    if (entry.isFile()) return key;
    if (entry.isDirectory()) return `${key}/`;
    // A link is followed to what it names; a pipe would wait for ever.
    const found = entry.isSymbolicLink() ? await this.#lookAt(key) : undefined;
    if (found?.isDirectory()) return `${key}/`;
    return found?.isFile() ? key : undefined;
  }

  async #lookAt(key: string): Promise<BigIntStats | undefined> {
    try {
      return await stat(join(this.#root, key), { bigint: true });
    } catch {
      return undefined;
    }
  }

  /** Nothing for a key that leads out of the folder: keys also come from what others wrote. */
  #pathOf(key: string): string | undefined {
    if (key.includes("\0")) return undefined;
    const path = resolve(this.#root, `./${key}`);
    const isInside = path === this.#root || path.startsWith(withSeparator(this.#root));
    return isInside ? path : undefined;
  }
}

/** Longer than the tick of any clock that file systems take their times from. */
const TICK_MS = 100;
/** FAT and HFS+ keep whole seconds, FAT every other one. */
const COARSE_TICK_MS = 2500;
const SECOND_NS = 1_000_000_000n;

/**
 * Tells a file's content from any other that lay there before or since, as far as the file system does. Whoever puts the
 * time of modification back cannot put back the time of change. What was changed within the clock's last tick may be
 * changed once more within it: such a file has no stamp yet.
 */
function stampOf({ ino, mtimeNs, ctimeNs }: BigIntStats, now: number): string | undefined {
  const tick = ctimeNs % SECOND_NS === 0n ? COARSE_TICK_MS : TICK_MS;
  if (now - Number(ctimeNs / 1_000_000n) < tick) return undefined;
  return [ino, mtimeNs, ctimeNs].map((part) => part.toString(36)).join("-");
}

interface Walk {
  readonly prefix: string;
  readonly startAfter: string;
  readonly signal: AbortSignal | undefined;
  /** The folders that the one at hand lies in: a link may lead back to one of them. */
  readonly around: ReadonlySet<string>;
}

function withSeparator(path: string): string {
  return path.endsWith(sep) ? path : `${path}${sep}`;
}

function byKey(one: string, other: string): number {
  return one < other ? -1 : 1;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function failure(path: string, cause: unknown): StoreFailure {
  switch (codeOf(cause)) {
    case "ENOENT":
      return new StoreFailure("not-found", `There is no ${path}.`, { cause });
    case "EACCES":
    case "EPERM":
      return new StoreFailure("access-denied", `${path} may not be read.`, { cause });
    default:
      return new StoreFailure("unreachable", `${path} cannot be read: ${String(cause)}`, { cause });
  }
}
