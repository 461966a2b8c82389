import { parseRecords, type ParsedMaterial, type Unreadable } from "../../../core/parse-records.ts";
import { CUT_GZIP, unpackCut, unpackText } from "../../files/unpack-text.ts";

/**
 * Reads a file of any envelope, or damaged, as a text: the plain way, which the scan's result must equal. A gzip file
 * that ends too early is read as far as it goes; of one whose content is broken nothing is, because nobody can tell where
 * the damage begins. Never throws.
 */
export function readPlainly(name: string, bytes: Uint8Array): ParsedMaterial {
  const unpacked = unpackText(bytes);
  if (!("flaw" in unpacked)) return readText(name, unpacked.text);
  const told = { position: name, reason: unpacked.flaw };
  const rest = unpacked.flaw === CUT_GZIP ? unpackCut(bytes) : unpacked;
  if ("flaw" in rest) return { records: [], effects: [], unreadable: [told] };
  const { unreadable, ...found } = readText(name, rest.text);
  return { ...found, unreadable: [...withoutCut(unreadable), told] };
}

function readText(name: string, text: string): ParsedMaterial {
  const { unreadable, ...found } = parseRecords(text);
  return { ...found, unreadable: unreadable.map((one) => nameFile(name, one)) };
}

/** Puts the file's name before where something stands in it. */
export function nameFile(name: string, { position, reason }: Unreadable): Unreadable {
  return { position: position === "the whole text" ? name : `${name}: ${position}`, reason };
}

/** That the text is cut off as well need not be said twice. */
function withoutCut(unreadable: readonly Unreadable[]): readonly Unreadable[] {
  const isCut = /^(?:cut off|not JSON|nothing there)/.test(unreadable.at(-1)?.reason ?? "");
  return isCut ? unreadable.slice(0, -1) : unreadable;
}
