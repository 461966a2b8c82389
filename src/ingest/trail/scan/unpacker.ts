import { crc32 } from "node:zlib";
import { PLACES, UNPACKED } from "./layout.ts";
import type { ScanExports } from "./web-assembly.ts";
import { writeSymbols } from "./write-symbols.ts";

/** A file's bytes, from its first on. */
export interface Bytes {
  /** In all. */
  readonly size: number;
  /** Writes the next ones into a place; tells how many, 0 at the end. */
  readonly read: (into: Uint8Array) => number;
}

/** How far one call came. */
export interface Unpacked {
  /** Bytes of text written; a few hundred more than there was said to be room for where that suits. */
  readonly count: number;
  /** `more`: there was no more room. `cut`: the file ends too early. `broken`: nothing of it is to be believed. */
  readonly ended: "more" | "whole" | "cut" | "broken";
}

const MAGIC = 0x8b1f;
const DEFLATE = 8;
/** RFC 1952, 2.3.1: which parts a header has; of those above, and of a checksum of the header, zlib knows. */
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const HEADER = 10;
/** With a file's name and a comment; zlib knows of larger ones. */
const LARGE_HEADER = 2048;
const TRAILER = 8;
/** A symbol and its distance take 6 bytes at most: so close to the end, it may be the end that is wrong. */
const NEAR_END = 8;
/** What inflate has read and not used it may give back. */
const BEFORE = 8;

/**
 * Unpacks gzip, also of several members, into the memory in which it is searched, and checks each member's CRC and length.
 * What it takes for whole is what zlib would take; of what it does not, zlib has the last word (`readPlainly`).
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export class Unpacker {
  readonly #exports: ScanExports;
  readonly #part: number;
  #bytes: Bytes = { size: 0, read: () => 0 };
  #fed = 0;
  #end: number = PLACES.input;
  #isInside = false;
  #crc = 0;
  #length = 0;

  /** @param part how much of a file is read at once; at least 4 KB, so that what tells of a block stands in it. */
  constructor(exports: ScanExports, part: number) {
    this.#exports = exports;
    this.#part = part;
    writeSymbols(exports.memory.buffer);
  }

  /** Begins with another file; tells whether it begins as gzip does. */
  begin(bytes: Bytes): boolean {
    this.#bytes = bytes;
    this.#fed = 0;
    this.#end = PLACES.input;
    this.#exports.in.value = PLACES.input;
    this.#isInside = false;
    this.#feed();
    return this.#hasMagic();
  }

  /** What was read of the file and not used, for whoever takes over because it is no gzip. */
  rest(): Uint8Array {
    return this.#memory(PLACES.input, this.#end).slice();
  }

  /** Unpacks to a place in the memory. */
  unpack(to: number, room: number): Unpacked {
    const { inflate, outAt } = this.#exports;
    for (let at = to; ;) {
      const count = at - to;
      if (!this.#isInside && !this.#enter(at)) return { count, ended: "broken" };
      const status = inflate(at, to + room, this.#end, this.#isFed() ? 1 : 0);
      this.#crc = crc32(this.#memory(at, outAt.value), this.#crc);
      this.#length += outAt.value - at;
      at = outAt.value;
      if (status === UNPACKED.full) return { count: at - to, ended: "more" };
      if (status === UNPACKED.broken) return { count: at - to, ended: this.#whyBroken() };
      if (status === UNPACKED.hungry && !this.#feed()) return { count: at - to, ended: "cut" };
      if (status === UNPACKED.ended) {
        if (this.#left() < TRAILER) this.#feed();
        if (this.#left() < TRAILER) return { count: at - to, ended: "cut" };
        if (!this.#leave()) return { count: at - to, ended: "broken" };
        if (this.#isAtEnd()) return { count: at - to, ended: "whole" };
      }
    }
  }

  /** A member's header. */
  #enter(to: number): boolean {
    if (this.#left() < LARGE_HEADER) this.#feed();
    const view = this.#view();
    const from = this.#exports.in.value;
    if (this.#left() < HEADER || !this.#hasMagic() || view.getUint8(from + 2) !== DEFLATE)
      return false;
    const flags = view.getUint8(from + 3);
    if ((flags & ~(1 | EXTRA | NAME | COMMENT)) !== 0) return false;
    let at = from + HEADER;
    if ((flags & EXTRA) !== 0) at += 2 + view.getUint16(at, true);
    for (const part of [NAME, COMMENT]) {
      if ((flags & part) === 0) continue;
      while (at < this.#end && view.getUint8(at) !== 0) at++;
      at++;
    }
    if (at > this.#end) return false;
    this.#exports.startInflate(at, to);
    this.#isInside = true;
    this.#crc = 0;
    this.#length = 0;
    return true;
  }

  /** A member's trailer; false where it says otherwise. */
  #leave(): boolean {
    const view = this.#view();
    const at = this.#exports.in.value;
    this.#exports.in.value = at + TRAILER;
    this.#isInside = false;
    const isSound = view.getUint32(at, true) === this.#crc;
    return isSound && view.getUint32(at + 4, true) === this.#length % 2 ** 32;
  }

  /** Zeros may follow the last member, as zlib in Node allows; nothing behind the first is looked at. */
  #isAtEnd(): boolean {
    if (this.#left() === 0) this.#feed();
    return this.#left() === 0 || this.#view().getUint8(this.#exports.in.value) === 0;
  }

  #whyBroken(): "cut" | "broken" {
    return this.#isFed() && this.#left() < NEAR_END ? "cut" : "broken";
  }

  #hasMagic(): boolean {
    return this.#left() >= 2 && this.#view().getUint16(this.#exports.in.value, true) === MAGIC;
  }

  #left(): number {
    return this.#end - this.#exports.in.value;
  }

  #isFed(): boolean {
    return this.#fed >= this.#bytes.size;
  }

  /** Reads on, behind what is left; false where nothing more is there. */
  #feed(): boolean {
    if (this.#isFed()) return false;
    const kept = this.#exports.in.value - BEFORE;
    const { input } = PLACES;
    this.#memory(input - BEFORE, this.#end).copyWithin(0, kept - input + BEFORE);
    this.#end -= kept - input + BEFORE;
    this.#exports.in.value = input;
    const count = this.#bytes.read(this.#memory(this.#end, input + this.#part));
    this.#end += count;
    this.#fed += count;
    return count > 0;
  }

  #memory(from: number, to: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, from, to - from);
  }

  #view(): DataView {
    return new DataView(this.#exports.memory.buffer);
  }
}
