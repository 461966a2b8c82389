import {
  parseRecords,
  type ParsedMaterial,
  type ReadRecord,
  type Unreadable,
} from "../../../core/parse-records.ts";
import { SpanOfTimes } from "../../files/span-of-times.ts";
import { whyKept } from "../../is-kept.ts";
import type { Scanned } from "../scanner.ts";
import { nameFile } from "./read-plainly.ts";
import type { Taken } from "./record-finder.ts";
import type { Sifted } from "./sift.ts";

/** Reads what was taken out of a file; the rest of its records is left aside. */
export function readSifted(
  name: string,
  { taken, count, records: all, ending, span }: Sifted,
): Scanned {
  const found = taken.map((part) => readTaken(name, part));
  const records = found.flatMap((one) => one.records);
  const effects = found.flatMap((one) => one.effects);
  const unreadable = found.flatMap((one) => one.unreadable);
  const isFlawed = ending !== undefined && "flaw" in ending;
  const told = isFlawed ? [{ position: name, reason: ending.flaw }] : [];
  const { kept, aside } = divide(records);
  return {
    records: kept,
    ...(effects.length > 0 && { effects }),
    unreadable: [...unreadable, ...told],
    aside: all - count + aside,
    ...(span !== undefined && { spans: [span] }),
  };
}

/** Reads a part of what was taken out of a file; what was not taken is counted with the whole. */
export function readPart(name: string, taken: readonly Taken[]): Scanned {
  const count = taken.reduce((sum, { ordinals }) => sum + ordinals.length, 0);
  return readSifted(name, { taken, count, records: count, size: 0 });
}

/** As the scan gives it, all that a file holds. */
export function scannedFrom({ records, effects, unreadable }: ParsedMaterial): Scanned {
  const { kept, aside } = divide(records);
  const spans = new SpanOfTimes();
  for (const { record } of records) spans.add(record);
  return {
    records: kept,
    ...(effects.length > 0 && { effects }),
    unreadable,
    aside,
    spans: spans.list(),
  };
}

function divide(records: readonly ReadRecord[]) {
  const kept = records.filter(({ record }) => whyKept(record) !== undefined);
  return { kept, aside: records.length - kept.length };
}

/** Through the same door as everything else, so that both ways read the same. */
function readTaken(name: string, { text, ordinals }: Taken): ParsedMaterial {
  const list = Buffer.from(text.buffer).toString("utf8", 0, text.length - 1);
  const { unreadable, ...found } = parseRecords(`{"Records":[${list}]}`);
  return {
    ...found,
    unreadable: unreadable.map((one) => nameFile(name, numbered(one, ordinals))),
  };
}

/** `record 2` of what was taken is `record 517` of the file. */
function numbered({ position, reason }: Unreadable, ordinals: readonly number[]): Unreadable {
  return {
    position: position.replace(/^record (\d+)/, (told, index) => {
      return `record ${ordinals[Number(index) - 1] ?? told}`;
    }),
    reason,
  };
}
