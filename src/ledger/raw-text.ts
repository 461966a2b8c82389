import { deflateRawSync, inflateRawSync } from "node:zlib";
import { DICTIONARY_1 } from "./dictionary-1.ts";

/** How a raw record stands in its row. Numbers are stored: never given a new meaning. */
export const CODEC = { plain: 0, dictionary1: 1, bundled: 2 } as const;

const dictionary = new TextEncoder().encode(DICTIONARY_1);

/** The record's text as bytes to store. Plain text in a ledger that dies with its process: compressing costs more than it saves. */
export function packRaw(text: string, codec: 0 | 1): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return codec === CODEC.plain
    ? bytes
    : deflateRawSync(bytes, {
        dictionary,
        level: 6,
        chunkSize: bytes.length > 8192 ? 16_384 : 2048,
      });
}

/** The record's text from the bytes of its row. */
export function unpackRaw(bytes: Uint8Array, codec: number): string {
  switch (codec) {
    case CODEC.plain:
      return new TextDecoder().decode(bytes);
    case CODEC.dictionary1:
      return new TextDecoder().decode(inflateRawSync(bytes, { dictionary }));
    default:
      throw new RangeError(`unknown codec ${codec}`);
  }
}
