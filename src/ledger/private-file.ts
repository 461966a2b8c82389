import { randomUUID } from "node:crypto";
import { closeSync, constants, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { TemporaryPlace } from "./temporary-place.ts";

/** Nobody may have made it before. */
const FRESH = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;

interface OpenFile {
  readonly descriptor: number;
  readonly folder: string;
  readonly path: string;
}

/** A temporary file that no other user can read, without a name as soon as the platform allows. */
export class PrivateFile {
  readonly #file: OpenFile;
  readonly #hasRoom: TemporaryPlace["hasRoom"];
  /** Removes what still has a name. */
  readonly #remove: (() => void) | undefined;

  private constructor(file: OpenFile, { hasRoom, unlink }: TemporaryPlace) {
    this.#file = file;
    this.#hasRoom = hasRoom;
    const remove = (): boolean => succeeds(() => unlink(file.path));
    if (remove()) return;
    this.#remove = remove;
    process.once("exit", remove);
  }

  /** Nothing where no folder lets one be made. */
  static open(place: TemporaryPlace): PrivateFile | undefined {
    for (const folder of place.folders) {
      const path = join(folder, `tasktrail-${randomUUID()}`);
      try {
        return new PrivateFile({ descriptor: openSync(path, FRESH, 0o600), folder, path }, place);
      } catch {
        // The next folder, or none: what was to be written stays in memory.
      }
    }
    return undefined;
  }

  /** Whether all of it was written, and the disk not filled with it. */
  write(bytes: Uint8Array, at: number): boolean {
    const { descriptor, folder } = this.#file;
    if (!this.#hasRoom(folder)) return false;
    return succeeds(() => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
      }
    });
  }

  /** @returns how many bytes there were, up to what the buffer holds. */
  read(into: Uint8Array, at: number): number {
    let done = 0;
    while (done < into.length) {
      const read = readSync(this.#file.descriptor, into, done, into.length - done, at + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  close(): void {
    const { descriptor } = this.#file;
    const remove = this.#remove;
    // Where it cannot be removed, it shall at least hold nothing.
    if (remove) succeeds(() => ftruncateSync(descriptor));
    closeSync(descriptor);
    if (!remove) return;
    remove();
    process.off("exit", remove);
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
