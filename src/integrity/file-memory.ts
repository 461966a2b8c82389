import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RememberedDigest, VerifiedMemory } from "./verified-memory.ts";

/** What is written is read only by the version that wrote it so. */
const FORMAT = 1;

/**
 * Remembers proofs in a folder of this machine, one file for each place and month, a digest a line. Whoever can write
 * there can make a verification believe; the user's own cache is trusted as the program itself is.
 *
 * @param scope what tells this bucket from one of the same name elsewhere: its URI with the endpoint.
 */
export function fileMemory(folder: string, scope: string): VerifiedMemory {
  const pathOf = (place: string): string => {
    const hash = createHash("sha256")
      .update(JSON.stringify([FORMAT, scope, place]))
      .digest("hex");
    return join(folder, `${hash.slice(0, 40)}.ndjson`);
  };
  return {
    async load(place) {
      const text = await readFile(pathOf(place), "utf8").catch(() => "");
      const digests = text.split("\n").flatMap(readLine);
      return new Map(digests.map((digest) => [digest.key, digest]));
    },
    async save(place, digests) {
      if (digests.length === 0) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const lines = digests.map((digest) => `${JSON.stringify(digest)}\n`).join("");
      await appendFile(pathOf(place), lines, { mode: 0o600 });
    },
  };
}

/** A line that was cut short when the program was killed is as good as none. */
function readLine(line: string): readonly RememberedDigest[] {
  if (!line.endsWith("}")) return [];
  try {
    return [JSON.parse(line) as RememberedDigest];
  } catch {
    return [];
  }
}
