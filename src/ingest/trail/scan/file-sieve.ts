import { closeSync, openSync, readSync, statSync } from "node:fs";
import { flawOf } from "../../files/find-files.ts";
import type { TrailFile } from "../scanner.ts";
import type { Interest } from "./interest.ts";
import { RecordFinder, type Taken } from "./record-finder.ts";
import { none, sift, type Limits, type Parts, type Sifted } from "./sift.ts";
import { Unpacker } from "./unpacker.ts";

type OnTaken = (taken: Taken) => void;

const PART = 2 ** 20;

/** Sifts files one after another in memory that it uses again and again. One file at a time. */
export class FileSieve {
  readonly #interest: Interest;
  readonly #limits: Limits;
  readonly #unpacker = Unpacker.open();
  readonly #part = Buffer.allocUnsafeSlow(PART);
  #finder: RecordFinder;

  constructor(interest: Interest, limits: Limits) {
    this.#interest = interest;
    this.#limits = limits;
    this.#finder = new RecordFinder(interest, limits.window);
  }

  /** Yields now and then. Never throws: what the file system says is the file's flaw. */
  *sift(file: TrailFile, onTaken?: OnTaken): Generator<undefined, Sifted> {
    // A window that grew for one odd file would be kept for good.
    const { window } = this.#limits;
    if (this.#finder.capacity > 4 * window) this.#finder = new RecordFinder(this.#interest, window);
    if ("bytes" in file) return yield* this.#sift(partsOf(file.bytes), onTaken);
    let descriptor: number | undefined;
    try {
      const stats = statSync(file.path);
      // A pipe can be opened only once.
      if (!stats.isFile()) return none(0, { foreign: true });
      descriptor = openSync(file.path, "r");
      return yield* this.#siftOpen(descriptor, stats.size, onTaken);
    } catch (error) {
      return none(0, { flaw: flawOf(error) });
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  *#siftOpen(
    descriptor: number,
    size: number,
    onTaken: OnTaken | undefined,
  ): Generator<undefined, Sifted> {
    const next = (): Uint8Array | undefined => {
      const count = readSync(descriptor, this.#part, 0, PART, null);
      return count === 0 ? undefined : this.#part.subarray(0, count);
    };
    return yield* this.#sift({ size, next }, onTaken);
  }

  #sift(parts: Parts, onTaken: OnTaken | undefined): Generator<undefined, Sifted> {
    const sieve = { finder: this.#finder, unpacker: this.#unpacker, limits: this.#limits };
    return sift(parts, sieve, onTaken);
  }
}

function partsOf(bytes: Uint8Array): Parts {
  let isGiven = false;
  const next = (): Uint8Array | undefined => {
    if (isGiven) return undefined;
    isGiven = true;
    return bytes;
  };
  return { size: bytes.length, next };
}
