import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a private file may lie, the first that can be written first. */
export interface PrivatePlace {
  readonly folders: readonly string[];
  readonly unlink: (path: string) => void;
}

/** Opened for one process: nobody may have made it before, and nobody else may read it. */
const PRIVATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;

/** `/tmp` is memory on many systems; SQLite, too, takes `/var/tmp` before it. */
export const TEMPORARY: PrivatePlace = {
  folders: tmpdir() === "/tmp" ? ["/var/tmp", "/tmp"] : [tmpdir()],
  unlink: unlinkSync,
};

/** A temporary file that no other user can read, and that has no name as soon as the platform allows. */
export class PrivateFile {
  readonly #descriptor: number;
  /** Removes what still has a name. */
  readonly #remove: (() => void) | undefined;

  private constructor(descriptor: number, path: string, unlink: PrivatePlace["unlink"]) {
    this.#descriptor = descriptor;
    const remove = (): boolean => succeeds(() => unlink(path));
    if (remove()) return;
    this.#remove = remove;
    process.once("exit", this.#remove);
  }

  /** Nothing where no folder lets one be made. */
  static open({ folders, unlink }: PrivatePlace): PrivateFile | undefined {
    for (const folder of folders) {
      const path = join(folder, `tasktrail-${randomUUID()}`);
      try {
        return new PrivateFile(openSync(path, PRIVATE, 0o600), path, unlink);
      } catch {
        // The next folder, or none: what was to be written stays in memory.
      }
    }
    return undefined;
  }

  /** Whether all of it was written; what was not is nowhere. */
  write(bytes: Uint8Array, at: number): boolean {
    return succeeds(() => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
      }
    });
  }

  /** @returns how many bytes there were, up to what the buffer holds. */
  read(into: Uint8Array, at: number): number {
    let done = 0;
    while (done < into.length) {
      const read = readSync(this.#descriptor, into, done, into.length - done, at + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  close(): void {
    succeeds(() => {
      // Where it cannot be removed, it shall at least hold nothing.
      if (this.#remove) ftruncateSync(this.#descriptor);
    });
    closeSync(this.#descriptor);
    if (!this.#remove) return;
    this.#remove();
    process.off("exit", this.#remove);
  }
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
