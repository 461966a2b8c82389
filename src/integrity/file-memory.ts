import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "../core/record.ts";
import type { RememberedDigest, VerifiedMemory } from "./verified-memory.ts";

/** What is written is read only by the version that wrote it so. */
const FORMAT = 2;

/**
 * Remembers proofs in a folder of this machine, one file for each place and month, a digest a line. Whoever can write
 * there can make a verification believe; the user's own cache is trusted as the program itself is.
 *
 * @param scope what tells this bucket from one of the same name elsewhere: its URI with the endpoint.
 * @param onUnsaved hears why something could not be kept; a verification is no less true for that.
 */
export function fileMemory(
  folder: string,
  scope: string,
  onUnsaved: (error: unknown) => void = () => undefined,
): VerifiedMemory {
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
      const lines = digests.map((digest) => `${JSON.stringify(digest)}\n`).join("");
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await appendFile(pathOf(place), lines, { mode: 0o600 });
      } catch (error) {
        onUnsaved(error);
      }
    },
  };
}

/** A line that was cut short when the program was killed is as good as none. */
function readLine(line: string): readonly RememberedDigest[] {
  if (!line.endsWith("}")) return [];
  try {
    const value: unknown = JSON.parse(line);
    return isRemembered(value) ? [value] : [];
  } catch {
    return [];
  }
}

/** What this version wrote has all the rest too. */
function isRemembered(value: unknown): value is RememberedDigest {
  return (
    isObject(value) &&
    typeof value["key"] === "string" &&
    isObject(value["digest"]) &&
    Array.isArray(value["digest"]["logs"])
  );
}
