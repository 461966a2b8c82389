const SEGMENT = 2 ** 16;

/** A double holds 53 bits exactly: 32 of the hash, and the rest of the number. */
const NUMBERS = 2 ** 21;

/** Pairs of a name's hash and a number, each as one double. */
interface Segment {
  readonly keys: Float64Array;
  /** What its numbers count from. */
  readonly base: number;
  used: number;
  isSorted: boolean;
}

/** Numbers by name, in 8 bytes for each pair. What it finds may be of another name: names are not kept. */
export class NameIndex {
  readonly #hash: (name: string) => number;
  #segments: Segment[] = [];

  /** @param hash gives 32 bits, unsigned. */
  constructor(hash: (name: string) => number = hashOf) {
    this.#hash = hash;
  }

  /** @param number is not smaller than the one before. */
  add(name: string, number: number): void {
    const segment = this.#segmentFor(number);
    segment.keys[segment.used] = this.#hash(name) * NUMBERS + (number - segment.base);
    segment.used++;
    segment.isSorted = false;
  }

  /** All that have the name, and perhaps others; in order, some more than once. */
  find(name: string): readonly number[] {
    const from = this.#hash(name) * NUMBERS;
    const found: number[] = [];
    for (const segment of this.#segments) {
      const keys = sorted(segment);
      for (let index = firstFrom(keys, from); index < keys.length; index++) {
        const key = keys[index] ?? 0;
        if (key >= from + NUMBERS) break;
        found.push(segment.base + (key - from));
      }
    }
    return found;
  }

  clear(): void {
    this.#segments = [];
  }

  #segmentFor(number: number): Segment {
    const last = this.#segments.at(-1);
    if (last && last.used < last.keys.length && number - last.base < NUMBERS) return last;
    const segment = { keys: new Float64Array(SEGMENT), base: number, used: 0, isSorted: true };
    this.#segments.push(segment);
    return segment;
  }
}

function sorted(segment: Segment): Float64Array {
  const keys = segment.keys.subarray(0, segment.used);
  if (!segment.isSorted) keys.sort();
  segment.isSorted = true;
  return keys;
}

/** Where the first key stands that is not smaller. */
function firstFrom(keys: Float64Array, from: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a over UTF-16, its bits mixed at the end. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
