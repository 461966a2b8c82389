import { ENTRY, PLACES } from "./layout.ts";

/** RFC 1951, 3.2.5: how many bits follow the codes of lengths (from 3) and of distances (from 1). */
const LENGTH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** 3.2.7 */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const letter = (value: number): number => (value << ENTRY.value) | (1 << ENTRY.letters);
const other = (value: number): number => (value << ENTRY.value) | ENTRY.other;

/** Writes what inflate's tables are made of where it looks for it. */
export function writeSymbols(memory: ArrayBuffer): void {
  const letters = Array.from({ length: 256 }, (_, value) => letter(value));
  // The longest length, 258, has a code of its own.
  const lengths = [...basesOf(LENGTH_BITS, 3), 258 << ENTRY.value];
  const invalid = [other(ENTRY.invalid), other(ENTRY.invalid)];
  const words = new Int32Array(memory);
  words.set([...letters, other(ENTRY.end), ...lengths, ...invalid], PLACES.letterSymbols / 4);
  words.set([...basesOf(DISTANCE_BITS, 1), ...invalid], PLACES.distanceSymbols / 4);
  words.set(
    ORDER.map((_, symbol) => letter(symbol)),
    PLACES.lengthSymbols / 4,
  );
  new Uint8Array(memory).set(ORDER, PLACES.order);
}

function basesOf(bits: readonly number[], first: number): readonly number[] {
  let base = first;
  return bits.map((count) => {
    const entry = (base << ENTRY.value) | count;
    base += 2 ** count;
    return entry;
  });
}
