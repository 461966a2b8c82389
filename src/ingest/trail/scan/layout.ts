/** Where the finder's memory holds what, in bytes; the window of text and what is taken from it follow behind. */
export const PLACES = {
  /** For each sign behind a backslash, how long the escape is; 0: none. */
  escapes: 0,
  /** 1 for each hexadecimal digit. */
  hex: 256,
  /** 1 for each sign of a service's endpoint. */
  endpoint: 512,
  /** One byte for each level: 1 in an object, 0 in a list. */
  levels: 768,
  deepest: 1000,
  /** The region and the account of the first record, each as its length and its signs. */
  region: 2048,
  account: 2048 + 64,
  /** Hashes of the services all of whose records are wanted. */
  sources: 4096,
  slots: 2048,
  /** Hashes of service and operation together. */
  operations: 4096 + 2048 * 4,
  /** Which records were taken, counted from 1. */
  ordinals: 4096 + 2 * 2048 * 4,
  mostTaken: 16_384,
  /** Of inflate: tables to decode with, of 11, 8 and 7 bits, with those for longer codes behind each. */
  letters: 86_016,
  distances: 96_256,
  lengthCodes: 98_304,
  /** How long each symbol's code is. */
  lengths: 98_816,
  /** For each symbol what stands in a table's entry for it, but for its code. */
  letterSymbols: 99_328,
  distanceSymbols: 100_480,
  lengthSymbols: 100_608,
  /** Symbols in the order of their codes; how many codes there are of each length, and where those begin. */
  sorted: 100_864,
  counts: 101_440,
  starts: 101_504,
  /** The order in which a block tells how long the codes of lengths are. */
  order: 101_568,
  /** A part of the packed file. */
  input: 131_072,
  inputSize: 262_144,
  window: 397_312,
  /** FNV-1a's. */
  basis: -2_128_831_035,
} as const;

/** How a call of the finder ended. */
export const STATUS = {
  /** The rest of the text is needed. */
  more: 0,
  /** The whole document was read, and is valid. */
  done: 1,
  /** No more can be taken before what was taken is fetched. */
  full: 2,
  /** It is no JSON, or not of the shape that is read here. */
  foreign: 3,
} as const;

/** An entry of a table to decode with: bits 0 to 4 how many bits are used up, 10 to 13 how long the code is. */
export const ENTRY = {
  /** One or two letters: they stand in bits 16 to 31. */
  letters: 8,
  /** What each bit of a code's length adds: to both fields. */
  bit: 1 + (1 << 10),
  codeBits: 10,
  /** No letter, length or distance: bits 16 to 31 tell what. */
  other: 1 << 15,
  /** A table for longer codes begins there, for as many bits as the field of the code's length tells. */
  table: 1 << 14,
  value: 16,
  end: 1,
  invalid: 2,
} as const;

/** How a call of inflate ended. */
export const UNPACKED = {
  /** The next part of the packed file is needed. */
  hungry: 0,
  /** There is no more room. */
  full: 1,
  /** The packed text ends here. */
  ended: 2,
  broken: 3,
} as const;
