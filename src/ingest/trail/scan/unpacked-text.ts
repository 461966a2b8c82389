import { gunzipSync } from "node:zlib";
import { BOMB, gzipFlaw } from "../../files/unpack-text.ts";
import type { Limits, Parts, Sieve, Sifted } from "./sift.ts";
import type { Unpacker } from "./unpacker.ts";

/** The text of a file, part by part. */
interface Text {
  /** Writes the next bytes of it to a place. */
  read(into: Buffer, at: number, room: number): Read;
}

interface Read {
  readonly count: number;
  readonly isLast: boolean;
  readonly ending?: Sifted["ending"];
}

const NOTHING = new Uint8Array(0);

/** Unpacks what begins as gzip, whatever the file's name says. */
export function openText(parts: Parts, { unpacker, limits }: Sieve): Text {
  const first = parts.next() ?? NOTHING;
  if (first[0] !== 0x1f || first[1] !== 0x8b) return new PlainText(parts, first);
  if (unpacker !== undefined) return new GzipText(parts, first, unpacker, limits);
  return unpackWhole(parts, first, limits);
}

class PlainText implements Text {
  readonly #parts: Parts;
  #part: Uint8Array;
  #from = 0;
  #read = 0;

  constructor(parts: Parts, first: Uint8Array) {
    this.#parts = parts;
    this.#part = first;
  }

  read(into: Buffer, at: number, room: number): Read {
    if (this.#from === this.#part.length) {
      this.#part = this.#parts.next() ?? NOTHING;
      this.#from = 0;
    }
    const count = Math.min(room, this.#part.length - this.#from);
    into.set(this.#part.subarray(this.#from, this.#from + count), at);
    this.#from += count;
    this.#read += count;
    return { count, isLast: count === 0 || this.#read >= this.#parts.size };
  }
}

class GzipText implements Text {
  readonly #parts: Parts;
  readonly #unpacker: Unpacker;
  readonly #allowed: number;
  #part: Uint8Array;
  #from = 0;
  #fed: number;
  #written = 0;

  constructor(parts: Parts, first: Uint8Array, unpacker: Unpacker, limits: Limits) {
    this.#parts = parts;
    this.#part = first;
    this.#fed = first.length;
    this.#unpacker = unpacker;
    this.#allowed = Math.max(limits.unsuspected, parts.size * limits.ratio);
    unpacker.begin();
  }

  read(into: Buffer, at: number, room: number): Read {
    for (let to = at, roomLeft = room; ;) {
      const { left, written, code } = this.#unpacker.unpack(
        this.#part,
        this.#from,
        into,
        to,
        roomLeft,
      );
      if (code !== undefined) return ended({ flaw: gzipFlaw(code) });
      this.#from = this.#part.length - left;
      to += written;
      roomLeft -= written;
      this.#written += written;
      if (this.#written > this.#allowed) return ended({ flaw: BOMB });
      const count = to - at;
      if (roomLeft === 0) return { count, isLast: false };
      const isPadded = left > 0;
      if (isPadded || !this.#feed()) {
        const isWhole = isPadded || this.#unpacker.isWhole(into, to);
        // What was cut off is read as far as it goes, the plain way.
        return isWhole ? { count, isLast: true } : ended({ foreign: true });
      }
    }
  }

  /** False at the file's end. */
  #feed(): boolean {
    if (this.#fed >= this.#parts.size) return false;
    this.#part = this.#parts.next() ?? NOTHING;
    this.#from = 0;
    this.#fed += this.#part.length;
    return this.#part.length > 0;
  }
}

function ended(ending: NonNullable<Sifted["ending"]>): Read {
  return { count: 0, isLast: true, ending };
}

function unpackWhole(parts: Parts, first: Uint8Array, limits: Limits): Text {
  const all = [Uint8Array.from(first)];
  for (let part = parts.next(); part !== undefined; part = parts.next())
    all.push(Uint8Array.from(part));
  const allowed = Math.max(limits.unsuspected, parts.size * limits.ratio);
  try {
    const text = gunzipSync(Buffer.concat(all), { maxOutputLength: Math.min(allowed, 2 ** 31) });
    return new PlainText({ size: text.length, next: () => undefined }, text);
  } catch {
    return { read: () => ended({ foreign: true }) };
  }
}
