/** One row of a CSV text: its cells (undefined where nothing stands between two commas), or why it cannot be read. */
export type CsvRow =
  | { readonly cells: readonly (string | undefined)[]; readonly line: number }
  | { readonly flaw: string; readonly line: number };

interface Cell {
  readonly value: string | undefined;
  readonly end: number;
}

const BARE = /[^",\r\n]*/y;

/** Reads CSV (RFC 4180: quoted cells may hold commas, line ends and doubled quotes). A damaged row ends with its line. */
export function readCsv(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  for (let at = 0, line = 1; at < text.length;) {
    const { row, end } = readRow(text, at, line);
    const isBlank = "cells" in row && row.cells.length === 1 && row.cells[0] === undefined;
    if (!isBlank) rows.push(row);
    for (let next = text.indexOf("\n", at); next >= 0 && next < end; line++) {
      next = text.indexOf("\n", next + 1);
    }
    at = end;
  }
  return rows;
}

function readRow(text: string, start: number, line: number): { row: CsvRow; end: number } {
  const cells: (string | undefined)[] = [];
  for (let at = start; ;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
    const next = text[cell.end];
    if (cell.end < 0 || !(next === undefined || ",\r\n".includes(next))) {
      const flaw = cell.end < 0 ? "cut off: a quote does not close" : "not CSV: text after a quote";
      return { row: { flaw, line }, end: lineEnd(text, at) };
    }
    cells.push(cell.value);
    if (next !== ",") return { row: { cells, line }, end: lineEnd(text, cell.end) };
    at = cell.end + 1;
  }
}

function readBare(text: string, start: number): Cell {
  BARE.lastIndex = start;
  const value = BARE.exec(text)?.[0] ?? "";
  return { value: value === "" ? undefined : value, end: start + value.length };
}

function readQuoted(text: string, start: number): Cell {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') {
      return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
    }
  }
  return { value: undefined, end: -1 };
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found + 1;
}
