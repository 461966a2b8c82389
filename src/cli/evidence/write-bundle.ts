import { sha256 } from "../../integrity/content.ts";
import { MANIFEST, type Manifest } from "./bundle.ts";

/** The same content is the same bytes, whenever and wherever it is written. */
const THEN = new Date(1980, 0, 1);

/** Packs files and their manifest; the manifest comes first. */
export async function writeBundle(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: Omit<Manifest, "files">,
): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import("fflate");
  const sorted = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const listed = sorted.map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: sha256(bytes),
  }));
  const text = `${JSON.stringify({ ...manifest, files: listed }, null, 2)}\n`;
  const entries = new Map([[MANIFEST, strToU8(text)], ...sorted]);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: THEN });
}
