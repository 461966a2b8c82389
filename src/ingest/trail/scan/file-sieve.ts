import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { flawOf } from "../../files/flaw-of.ts";
import type { TrailFile } from "../scanner.ts";
import type { Interest } from "./interest.ts";
import { RecordFinder, type Taken } from "./record-finder.ts";
import { none, sift, type Limits, type Sieve, type Sifted } from "./sift.ts";
import { Unpacker, type Bytes } from "./unpacker.ts";
import { compile, instantiate } from "./web-assembly.ts";

type OnTaken = (taken: Taken) => void;

/** Sifts files one after another in memory that it uses again and again. One file at a time. */
export class FileSieve {
  readonly #interest: Interest;
  readonly #limits: Limits;
  readonly #module: object;
  #sieve: Sieve;

  /** @param module what `compile` gave, also in another thread. */
  constructor(interest: Interest, limits: Limits, module: object = compile()) {
    this.#interest = interest;
    this.#limits = limits;
    this.#module = module;
    this.#sieve = this.#make();
  }

  /** Yields now and then. Never throws: what the file system says is the file's flaw. */
  *sift(file: TrailFile, onTaken?: OnTaken): Generator<undefined, Sifted> {
    // A window that grew for one odd file would be kept for good.
    if (this.#sieve.finder.capacity > 4 * this.#limits.window) this.#sieve = this.#make();
    if ("bytes" in file) return yield* sift(bytesOf(file.bytes), this.#sieve, onTaken);
    let descriptor: number | undefined;
    try {
      // A pipe can be opened only once.
      const isFile = file.isFile === true || statSync(file.path).isFile();
      if (!isFile) return none(0, { foreign: true });
      descriptor = openSync(file.path, "r");
      return yield* sift(new Content(descriptor), this.#sieve, onTaken);
    } catch (error) {
      return none(0, { flaw: flawOf(error) });
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #make(): Sieve {
    const exports = instantiate(this.#module);
    const finder = new RecordFinder(exports, this.#interest, this.#limits.window);
    return { finder, unpacker: new Unpacker(exports, this.#limits.part), limits: this.#limits };
  }
}

/** An open file. Most are read at once, and need not be asked for their size. */
class Content implements Bytes {
  readonly #descriptor: number;
  #size: number | undefined;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Known once something was read. */
  get size(): number {
    return this.#size ?? Infinity;
  }

  read(into: Uint8Array): number {
    const count = readSync(this.#descriptor, into, 0, into.length, null);
    this.#size ??= count < into.length ? count : fstatSync(this.#descriptor).size;
    return count;
  }
}

function bytesOf(bytes: Uint8Array): Bytes {
  let from = 0;
  const read = (into: Uint8Array): number => {
    const part = bytes.subarray(from, from + into.length);
    into.set(part);
    from += part.length;
    return part.length;
  };
  return { size: bytes.length, read };
}
