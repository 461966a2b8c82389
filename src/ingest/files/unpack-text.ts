import { constants, gunzipSync } from "node:zlib";

/** Text, or why there is none. */
export type Unpacked = { readonly text: string } | { readonly flaw: string };

const MEBIBYTE = 2 ** 20;
export const BOMB = "gzip that unpacks to far more than any log file would: not unpacked";
export const TOO_MUCH_TEXT = "more text than this Node can hold at once; split the file";
export const CUT_GZIP = "damaged gzip: it ends too early";
export const BROKEN_GZIP = "damaged gzip: its content is broken";

/** A trail file unpacks to about ten times its size; deflate's limit is about 1030 times. */
export const LARGEST_RATIO = 1000;
export const UNSUSPECTED = 64 * MEBIBYTE;
export const LARGEST_FILE = 2048 * MEBIBYTE;

/** The text of a file's bytes: unpacked where its first bytes say gzip, whatever its name says. Never throws. */
export function unpackText(bytes: Uint8Array): Unpacked {
  if (bytes.length > LARGEST_FILE) return { flaw: "larger than 2 GiB" };
  if (!startsWith(bytes, [0x1f, 0x8b])) return decodeText(bytes);
  return unpack(bytes, constants.Z_FINISH);
}

/** What a gzip file that ends too early holds up to there; its checksum stands at the end, and so checks nothing. Never throws. */
export function unpackCut(bytes: Uint8Array): Unpacked {
  return unpack(bytes, constants.Z_SYNC_FLUSH);
}

function unpack(bytes: Uint8Array, finishFlush: number): Unpacked {
  const allowed = Math.max(UNSUSPECTED, bytes.length * LARGEST_RATIO);
  const maxOutputLength = Math.min(allowed, LARGEST_FILE);
  try {
    return decodeText(gunzipSync(bytes, { maxOutputLength, finishFlush }));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { flaw: gzipFlaw(code) };
  }
}

function decodeText(bytes: Uint8Array): Unpacked {
  if (bytes.length === 0) return { flaw: "the file is empty" };
  const known = MAGIC.find(({ magic }) => startsWith(bytes, magic));
  if (known) return { flaw: known.flaw };
  // What PowerShell's `>` writes.
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? "utf-16le" : "utf-8";
  try {
    return { text: new TextDecoder(encoding).decode(bytes) };
  } catch {
    return { flaw: TOO_MUCH_TEXT };
  }
}

const MAGIC: readonly { readonly magic: readonly number[]; readonly flaw: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], flaw: "a zip archive: unpack it first" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], flaw: "compressed (zstd): unpack it first" },
  { magic: [0x42, 0x5a, 0x68], flaw: "compressed (bzip2): unpack it first" },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], flaw: "compressed (xz): unpack it first" },
  { magic: [0x50, 0x41, 0x52, 0x31], flaw: "a Parquet file: query it with Athena, or export JSON" },
  { magic: [0x1f, 0x8b], flaw: "gzip inside of gzip: unpack it first" },
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Says a gzip flaw in words, by zlib's code. */
function gzipFlaw(code: string): string {
  if (code === "ERR_BUFFER_TOO_LARGE") return BOMB;
  return code === "Z_BUF_ERROR" ? CUT_GZIP : BROKEN_GZIP;
}
