/**
 * Makes data/networks.br anew: who announces which addresses, and where they are registered.
 *
 *   node scripts/networks.ts
 *
 * Downloads @ip-location-db/asn and @ip-location-db/asn-country into a temporary folder; nothing is installed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { groupsOf, locate, ODD_SIZE, type NetworkTableHeader } from "../src/fleet/network-table.ts";

const VERSION = "2.3.2026061719";
const PACKAGES = [`@ip-location-db/asn@${VERSION}`, `@ip-location-db/asn-country@${VERSION}`];
const OUTPUT = fileURLToPath(new URL("../data/networks.br", import.meta.url));
const LARGEST = 3_000_000;

interface Row {
  readonly first: string;
  readonly last: string;
  readonly value: string;
  readonly name: string;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "networks-"));
  try {
    const table = compress(build(download(folder)));
    if (table.length > LARGEST) throw new Error(`${String(table.length)} bytes are too many`);
    writeFileSync(OUTPUT, table);
    process.stdout.write(`${OUTPUT}: ${String(table.length)} bytes, ${dateOf(VERSION)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function download(folder: string): (name: string) => readonly Row[] {
  const options = { cwd: folder, encoding: "utf8" } as const;
  const archives = execFileSync("npm", ["pack", "--silent", ...PACKAGES], options)
    .trim()
    .split("\n");
  for (const archive of archives) execFileSync("tar", ["-xzf", archive], options);
  return (name) => readRows(readFileSync(join(folder, "package", `${name}.csv`), "utf8"));
}

/** `first,last,value` and, for networks, a name that may be quoted. */
function readRows(csv: string): readonly Row[] {
  return csv
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => {
      const [first = "", last = "", value = "", ...name] = line.split(",");
      return { first, last, value, name: unquote(name.join(",")) };
    });
}

function unquote(text: string): string {
  const bare = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return bare.replaceAll(/\s+/g, " ").trim();
}

function build(rowsOf: (name: string) => readonly Row[]): Buffer {
  const network4 = rowsOf("asn-ipv4");
  const network6 = rowsOf("asn-ipv6");
  const country4 = rowsOf("asn-country-ipv4");
  const country6 = rowsOf("asn-country-ipv6");
  const names = new Map([...network4, ...network6].map(({ value, name }) => [value, name]));
  const numbers = [...names.keys()].toSorted((a, b) => Number(a) - Number(b));
  const codes = [...new Set([...country4, ...country6].map(({ value }) => value))].toSorted();
  const parts: readonly (readonly [string, Buffer])[] = [
    ...encode("network4", network4, numbers),
    ...encode("network6", network6, numbers),
    ...encode("country4", country4, codes),
    ...encode("country6", country6, codes),
    [
      "names",
      Buffer.from(numbers.map((number, at) => nameLine(numbers, names, number, at)).join("\n")),
    ],
    ["countries", Buffer.from(codes.join("\n"))],
  ];
  const header: NetworkTableHeader = {
    date: dateOf(VERSION),
    parts: parts.map(([name, { length }]) => [name, length]),
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...parts.map(([, part]) => part),
  ]);
}

function nameLine(
  numbers: readonly string[],
  names: ReadonlyMap<string, string>,
  number: string,
  at: number,
): string {
  return `${String(Number(number) - Number(numbers[at - 1] ?? 0))}\t${names.get(number) ?? ""}`;
}

/** Columns of their own compress best: sizes, the odd sizes, values. Values count from 1; 0 is a hole. */
function encode(
  name: string,
  rows: readonly Row[],
  values: readonly string[],
): readonly (readonly [string, Buffer])[] {
  const ids = new Map(values.map((value, at) => [value, at + 1]));
  const sizes: number[] = [];
  const odd: number[] = [];
  const packed: number[] = [];
  for (const { size, value } of withHoles(rows)) {
    const exponent = Math.log2(size);
    if (Number.isInteger(exponent)) sizes.push(exponent);
    else {
      sizes.push(ODD_SIZE);
      pushNumber(odd, size);
    }
    pushNumber(packed, ids.get(value) ?? 0);
  }
  pushNumber(packed, 0);
  sizes.push(0);
  return [
    [`${name}.sizes`, Buffer.from(sizes)],
    [`${name}.odd`, Buffer.from(odd)],
    [`${name}.values`, Buffer.from(packed)],
  ];
}

/** The rows in order, neighbours of one value joined, and the holes between them. */
function withHoles(rows: readonly Row[]): readonly { size: number; value: string }[] {
  const found: { size: number; value: string }[] = [];
  let position = 0;
  for (const row of rows) {
    const { start, end } = wholePositions(row);
    if (start < position || end < start) continue;
    const before = found.at(-1);
    if (start > position) found.push({ size: start - position, value: "" });
    if (start === position && before?.value === row.value) before.size += end + 1 - start;
    else found.push({ size: end + 1 - start, value: row.value });
    position = end + 1;
  }
  return found;
}

/** Only what a row covers whole: a part of a /48 says nothing about the rest of it. */
function wholePositions({ first, last }: Row): { start: number; end: number } {
  const low = locate(first);
  const high = locate(last);
  if (low.version === 4) return { start: low.position, end: high.position };
  const fromStart = groupsOf(first)
    .slice(3)
    .every((group) => group === 0);
  const toEnd = groupsOf(last)
    .slice(3)
    .every((group) => group === 0xffff);
  return { start: low.position + (fromStart ? 0 : 1), end: high.position - (toEnd ? 0 : 1) };
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function compress(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** `2.3.2026061719` was made on 2026-06-17. */
function dateOf(version: string): string {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\d*$/.exec(version) ?? [];
  if (day === undefined) throw new Error(`${version} bears no date`);
  return `${String(year)}-${String(month)}-${day}`;
}

main();
