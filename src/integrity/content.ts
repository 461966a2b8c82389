import { createHash } from "node:crypto";
import { createGunzip, gunzipSync } from "node:zlib";

/** CloudTrail's files are at most 50 MB packed; text packs to about a tenth, deflate's limit is about 1030 times. */
const LARGEST_RATIO = 1000;
const UNSUSPECTED = 64 * 2 ** 20;
/** What a digest could hold of an hour of the largest organisation. */
const LARGEST_DIGEST = 512 * 2 ** 20;
/** Below it, one call is faster than a stream. */
const SMALL = 512 * 1024;

/**
 * SHA-256 of a file's unpacked content, hexadecimal; nothing where it is damaged. All members of a gzip file count,
 * since whoever reads it reads all of them.
 *
 * @param isPlainAllowed browsers unpack what they save: then the content is hashed as it lies.
 */
export function hashContent(
  bytes: Uint8Array,
  isPlainAllowed: boolean,
): string | undefined | Promise<string | undefined> {
  if (!isGzip(bytes)) return isPlainAllowed && bytes.length > 0 ? sha256(bytes) : undefined;
  const most = Math.max(UNSUSPECTED, bytes.length * LARGEST_RATIO);
  if (bytes.length > SMALL) return hashStream(bytes, most);
  try {
    return sha256(gunzipSync(bytes, { maxOutputLength: most }));
  } catch {
    return undefined;
  }
}

/** A file's unpacked content; nothing where it is damaged or larger than any digest. */
export function unpackContent(bytes: Uint8Array, isPlainAllowed: boolean): Uint8Array | undefined {
  if (!isGzip(bytes)) return isPlainAllowed && bytes.length > 0 ? bytes : undefined;
  const most = Math.max(UNSUSPECTED, bytes.length * LARGEST_RATIO);
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(most, LARGEST_DIGEST) });
  } catch {
    return undefined;
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function hashStream(bytes: Uint8Array, most: number): Promise<string | undefined> {
  const hash = createHash("sha256");
  const gunzip = createGunzip();
  let length = 0;
  try {
    gunzip.end(bytes);
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) return undefined;
      hash.update(chunk);
    }
    return hash.digest("hex");
  } catch {
    return undefined;
  } finally {
    gunzip.destroy();
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
