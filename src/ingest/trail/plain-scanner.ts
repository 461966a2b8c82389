import { parseRecords } from "../../core/parse-records.ts";
import { unpackText } from "../files/unpack-text.ts";
import { whyKept } from "../is-kept.ts";
import type { Scanned, Scanner } from "./scanner.ts";
import { readFile } from "node:fs/promises";

/** Reads each record of a file, and then asks whether it is kept. */
export function createPlainScanner(): Scanner {
  return {
    async scan(file, signal): Promise<Scanned> {
      const bytes = "bytes" in file ? file.bytes : await readFile(file.path, { signal });
      const unpacked = unpackText(bytes);
      if ("flaw" in unpacked) {
        return { records: [], unreadable: [{ position: file.name, reason: unpacked.flaw }] };
      }
      const { records, unreadable } = parseRecords(unpacked.text);
      const kept = records.filter(({ record }) => whyKept(record) !== undefined);
      return {
        records: kept,
        unreadable: unreadable.map(({ position, reason }) => ({
          position: position === "the whole text" ? file.name : `${file.name}: ${position}`,
          reason,
        })),
        aside: records.length - kept.length,
      };
    },
    close: async () => {},
  };
}
