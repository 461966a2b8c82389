import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Notes } from "./verified-spans.ts";

/**
 * Notes in a folder of this machine, a file each, so that two processes are in each other's way only where they write the
 * same one, and a file is either the old or the new one. To look makes nothing.
 */
export function openNotebook(folder: string): Notes {
  const pathOf = (key: string): string => {
    const hash = createHash("sha256").update(key).digest("hex");
    return join(folder, `${hash.slice(0, 40)}.json`);
  };
  return {
    note(key) {
      try {
        return readFileSync(pathOf(key), "utf8");
      } catch {
        return undefined;
      }
    },
    saveNote(key, value) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(key);
      const written = `${path}.${String(process.pid)}`;
      writeFileSync(written, value, { mode: 0o600 });
      renameSync(written, path);
    },
  };
}
