import { BOMB, BROKEN_GZIP } from "../../files/unpack-text.ts";
import { FARTHEST } from "./record-finder.ts";
import type { Limits, Sieve, Sifted } from "./sift.ts";
import type { Bytes, Unpacker } from "./unpacker.ts";

/** The text of a file, part by part. */
interface Text {
  /** Writes the next bytes of it to a place in the finder's memory. */
  read(at: number, room: number): Read;
}

interface Read {
  readonly count: number;
  readonly isLast: boolean;
  readonly ending?: Sifted["ending"];
}

/** Unpacks what begins as gzip, whatever the file's name says. */
export function openText(bytes: Bytes, { finder, unpacker, limits }: Sieve): Text {
  const isGzip = unpacker.begin(bytes);
  finder.begin(isGzip ? FARTHEST : 0);
  if (isGzip) return new GzipText(bytes.size, unpacker, limits);
  return new PlainText(bytes, unpacker.rest(), (at, to) => finder.memory(at, to));
}

class PlainText implements Text {
  readonly #bytes: Bytes;
  readonly #memory: (at: number, to: number) => Uint8Array;
  #first: Uint8Array;
  #read = 0;

  constructor(bytes: Bytes, first: Uint8Array, memory: (at: number, to: number) => Uint8Array) {
    this.#bytes = bytes;
    this.#first = first;
    this.#memory = memory;
  }

  read(at: number, room: number): Read {
    const count = this.#write(this.#memory(at, at + room));
    this.#read += count;
    return { count, isLast: count === 0 || this.#read >= this.#bytes.size };
  }

  #write(into: Uint8Array): number {
    if (this.#first.length === 0) return this.#bytes.read(into);
    const part = this.#first.subarray(0, into.length);
    this.#first = this.#first.subarray(part.length);
    into.set(part);
    return part.length;
  }
}

class GzipText implements Text {
  readonly #unpacker: Unpacker;
  readonly #allowed: number;
  #written = 0;

  constructor(size: number, unpacker: Unpacker, limits: Limits) {
    this.#unpacker = unpacker;
    this.#allowed = Math.max(limits.unsuspected, size * limits.ratio);
  }

  read(at: number, room: number): Read {
    const { count, ended } = this.#unpacker.unpack(at, room);
    this.#written += count;
    if (this.#written > this.#allowed) return { count, isLast: true, ending: { flaw: BOMB } };
    if (ended === "more" || ended === "whole") return { count, isLast: ended === "whole" };
    // What was cut off is read as far as it goes, the plain way; what is broken or not is for zlib to say.
    const ending = ended === "cut" ? ({ foreign: true } as const) : UNSOUND;
    return { count: 0, isLast: true, ending };
  }
}

const UNSOUND = { foreign: true, flaw: BROKEN_GZIP } as const;
