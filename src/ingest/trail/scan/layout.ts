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
  window: 131_072,
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
