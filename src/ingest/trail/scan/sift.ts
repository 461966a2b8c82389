import { openText } from "./unpacked-text.ts";
import type { FileSpan } from "../scanner.ts";
import { LARGEST_RATIO, UNSUSPECTED } from "../../files/unpack-text.ts";
import { PLACES, STATUS } from "./layout.ts";
import type { RecordFinder, Taken } from "./record-finder.ts";
import type { Bytes, Unpacker } from "./unpacker.ts";

/** What a file's bytes are read with, and how far. */
export interface Sieve {
  readonly finder: RecordFinder;
  readonly unpacker: Unpacker;
  readonly limits: Limits;
}

/** What is refused, so that no file can fill memory or keep a machine busy for hours. */
export interface Limits {
  /** Bytes of text in one file. */
  readonly text: number;
  /** How many times its size a gzip file may unpack to, where it unpacks to more than `unsuspected` bytes. */
  readonly ratio: number;
  readonly unsuspected: number;
  /** Bytes of one record. */
  readonly record: number;
  /** Bytes of records taken out of one file, and held until its end: its checksum stands there. */
  readonly taken: number;
  /** Bytes looked at at once: fits a core's cache. */
  readonly window: number;
  /** Bytes of a file read at once. */
  readonly part: number;
}

/** What one file held, not yet read as records. */
export interface Sifted {
  /** Nothing where `count` says that there was more than one may hold (`limits.taken`): then it is sifted again, in parts. */
  readonly taken: readonly Taken[];
  /** How many records were taken. */
  readonly count: number;
  /** In the file, as far as it was read. */
  readonly records: number;
  /** Bytes of the file as it lies there. */
  readonly size: number;
  readonly span?: FileSpan;
  /**
   * Absent: the file was read to its end, and is valid. `foreign`: it must be read the plain way. Otherwise, or where that
   * cannot be done, why nothing more of it, or nothing at all, can be read.
   */
  readonly ending?: { readonly foreign: true; readonly flaw?: string } | { readonly flaw: string };
}

const MEBIBYTE = 2 ** 20;

export const LIMITS: Limits = {
  text: 8192 * MEBIBYTE,
  ratio: LARGEST_RATIO,
  unsuspected: UNSUSPECTED,
  record: 64 * MEBIBYTE,
  taken: 4 * MEBIBYTE,
  // CloudTrail's records have 256 KB, and 1 MB at most.
  window: MEBIBYTE,
  part: PLACES.inputSize,
};

/** After so much text somebody else may have a turn. */
const TURN = 4 * MEBIBYTE;

/**
 * Takes out of a file's bytes the records that may be wanted, through a window: memory does not grow with the file.
 * Yields now and then.
 *
 * @param onTaken gets what is taken at once, whatever is wrong with the rest of the file; else it is held until the end.
 */
export function* sift(
  bytes: Bytes,
  sieve: Sieve,
  onTaken?: (taken: Taken) => void,
): Generator<undefined, Sifted> {
  const { finder, limits } = sieve;
  const held = new Held(limits.taken, onTaken);
  const end = (ending?: Sifted["ending"]): Sifted => {
    const { span } = finder;
    return {
      taken: held.taken,
      count: held.count,
      records: finder.records,
      size: bytes.size,
      ...(span !== undefined && { span }),
      ...(ending !== undefined && { ending }),
    };
  };
  const text = openText(bytes, sieve);
  for (let size = 0, turn = TURN; ;) {
    const { at, length } = finder.room();
    const { count, isLast, ending } = text.read(at, length);
    if (ending !== undefined) return "flaw" in ending ? none(bytes.size, ending) : end(ending);
    size += count;
    if (size > limits.text) return none(bytes.size, { flaw: TOO_LARGE });
    const status = finder.read(count, isLast, (taken) => held.add(taken));
    if (status === STATUS.done) return end();
    if (status === STATUS.foreign || isLast) return end({ foreign: true });
    if (finder.isFull) {
      if (finder.capacity >= limits.record) return end({ foreign: true });
      finder.grow();
    }
    if (size > turn) {
      turn = size + TURN;
      yield;
    }
  }
}

/** Nothing was taken out of a file. */
export function none(size: number, ending: NonNullable<Sifted["ending"]>): Sifted {
  return { taken: [], count: 0, records: 0, size, ending };
}

class Held {
  readonly #most: number;
  readonly #onTaken: ((taken: Taken) => void) | undefined;
  #bytes = 0;
  taken: Taken[] = [];
  count = 0;

  constructor(most: number, onTaken: ((taken: Taken) => void) | undefined) {
    this.#most = most;
    this.#onTaken = onTaken;
  }

  add(taken: Taken): void {
    this.count += taken.ordinals.length;
    this.#bytes += taken.text.length;
    if (this.#onTaken) this.#onTaken(taken);
    else if (this.#bytes <= this.#most) this.taken.push(taken);
    else this.taken = [];
  }
}

const TOO_LARGE = "more text than one file may hold: split it";
