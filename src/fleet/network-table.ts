import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { brotliDecompressSync } from "node:zlib";

/** Who announces which addresses and where they are registered, from a file; see data/README.md. */
export interface NetworkTable {
  /** The day the table was made: `2026-06-17`. */
  readonly date: string;
  /** The address must be a valid IPv4 or IPv6 address. */
  readonly lookUp: (address: string) => { readonly network?: string; readonly country?: string };
}

/** The first line of the decompressed table: the date, and how long each part is. */
export interface NetworkTableHeader {
  readonly date: string;
  /** Name and length in bytes, in the order they follow. */
  readonly parts: readonly (readonly [name: string, length: number])[];
}

/** Values by where they start, in ascending order; a value of 0 means that nothing is known. */
interface Ranges {
  readonly starts: Float64Array;
  readonly values: Float64Array;
}

/**
 * Reads a table that `scripts/networks.ts` made. Throws a plain `Error` where the file is missing or not such a table.
 *
 * Takes about a tenth of a second and some 15 MB, so call it when the first address is looked up, not before.
 */
export function readNetworkTable(path: string): NetworkTable {
  const bytes = brotliDecompressSync(readFileSync(path));
  const end = bytes.indexOf("\n");
  const header = readHeader(bytes.toString("utf8", 0, end));
  const parts = cut(bytes.subarray(end + 1), header);
  const nameOf = readNames(part(parts, "names"));
  const ranges = new Map<string, Ranges>();
  const valueAt = (kind: string, { version, position }: Position): number => {
    const name = `${kind}${version}`;
    const known = ranges.get(name) ?? readRanges(parts, name);
    ranges.set(name, known);
    return find(known, position);
  };
  return {
    date: header.date,
    lookUp: (address) => {
      const position = locate(address);
      const network = nameOf(valueAt("network", position));
      const country = codeAt(part(parts, "countries"), valueAt("country", position));
      return {
        ...(network !== undefined && { network }),
        ...(country !== undefined && { country }),
      };
    },
  };
}

/** Where an address stands among all of its version. */
export interface Position {
  readonly version: 4 | 6;
  readonly position: number;
}

/**
 * Where an address stands: an IPv4 address as a number, an IPv6 address by its first 48 bits, which a `number` holds exactly
 * and below which hardly a network is announced.
 */
export function locate(address: string): Position {
  if (isIPv4(address)) {
    const position = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return { version: 4, position };
  }
  const position = groupsOf(address)
    .slice(0, 3)
    .reduce((sum, group) => sum * 65_536 + group, 0);
  return { version: 6, position };
}

/** The eight groups of an IPv6 address; an IPv4 tail counts as two zero groups, for only the first three are asked for. */
export function groupsOf(address: string): readonly number[] {
  const [head = "", tail] = address.replace(/[^:]*\..*$/, "0:0").split("::");
  const before = hexadecimal(head);
  if (tail === undefined) return before;
  const after = hexadecimal(tail);
  const zeros = Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}

function hexadecimal(groups: string): readonly number[] {
  return groups === "" ? [] : groups.split(":").map((group) => Number.parseInt(group, 16));
}

function find({ starts, values }: Ranges, position: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= position) low = middle + 1;
    else high = middle;
  }
  return values[low - 1] ?? 0;
}

/** A size that is a power of two is written as its exponent, any other as this and a number among the odd ones. */
export const ODD_SIZE = 255;

function readRanges(parts: ReadonlyMap<string, Buffer>, name: string): Ranges {
  const sizes = part(parts, `${name}.sizes`);
  const starts = new Float64Array(sizes.length);
  const odd = readNumbers(part(parts, `${name}.odd`));
  const values = readNumbers(part(parts, `${name}.values`));
  let start = 0;
  let nextOdd = 0;
  for (let index = 0; index < sizes.length; index += 1) {
    starts[index] = start;
    const size = sizes[index] ?? 0;
    if (size === ODD_SIZE) {
      start += odd[nextOdd] ?? 0;
      nextOdd += 1;
    } else start += 2 ** size;
  }
  return { starts, values };
}

/** Numbers of seven bits a byte, low bits first; multiplied, not shifted, because IPv6 sizes outgrow 32 bits. */
function readNumbers(bytes: Buffer): Float64Array {
  const numbers = new Float64Array(bytes.length);
  let count = 0;
  let value = 0;
  let scale = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) {
      numbers[count] = value;
      count += 1;
      value = 0;
      scale = 1;
    }
  }
  return numbers.subarray(0, count);
}

const NEWLINE = 10;

/**
 * `AS36459 GitHub, Inc.`: each line has the step from the number before, and the name. Names become text only when asked
 * for, because few of the ninety thousand are ever shown.
 */
function readNames(lines: Buffer): (line: number) => string | undefined {
  const starts: number[] = [];
  const numbers: number[] = [];
  let number = 0;
  for (let from = 0; from < lines.length; from = endOf(lines, from) + 1) {
    number += Number.parseInt(lines.toString("latin1", from, from + 11), 10);
    starts.push(from);
    numbers.push(number);
  }
  return (line) => {
    const from = starts[line - 1];
    if (from === undefined) return undefined;
    const name = lines.toString("utf8", lines.indexOf("\t", from) + 1, endOf(lines, from));
    return `AS${String(numbers[line - 1])} ${name}`.trimEnd();
  };
}

function endOf(lines: Buffer, from: number): number {
  const end = lines.indexOf(NEWLINE, from);
  return end === -1 ? lines.length : end;
}

function codeAt(codes: Buffer, line: number): string | undefined {
  return line === 0 ? undefined : codes.toString("latin1").split("\n")[line - 1];
}

function readHeader(line: string): NetworkTableHeader {
  const header: unknown = JSON.parse(line);
  if (!isHeader(header)) throw new Error("not a table of networks");
  return header;
}

function isHeader(value: unknown): value is NetworkTableHeader {
  return typeof value === "object" && value !== null && "date" in value && "parts" in value;
}

function cut(bytes: Buffer, { parts }: NetworkTableHeader): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  let from = 0;
  for (const [name, length] of parts) {
    found.set(name, bytes.subarray(from, from + length));
    from += length;
  }
  return found;
}

function part(parts: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const found = parts.get(name);
  if (found === undefined) throw new Error(`the table of networks has no part ${name}`);
  return found;
}
