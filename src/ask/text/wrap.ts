import { fit, widthOf } from "../neutralise.ts";

/** Harmless text in lines of at most so many columns, each after an indent; the first may have its own. */
export function wrap(
  text: string,
  width: number,
  indent = "",
  firstIndent = indent,
): readonly string[] {
  const lines: string[] = [];
  let line = firstIndent;
  let empty = true;
  for (const word of joinSteps(text).split(" ")) {
    const room = width - widthOf(line) - (empty ? 0 : 1);
    if (!empty && widthOf(word) > room) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    for (const piece of pieces(
      word,
      width - widthOf(line) - (empty ? 0 : 1),
      width - widthOf(indent),
    )) {
      if (piece.first) {
        line += `${empty ? "" : " "}${piece.text}`;
      } else {
        lines.push(line);
        line = `${indent}${piece.text}`;
      }
      empty = false;
    }
  }
  return [...lines, line].map((one) => one.replaceAll(NO_BREAK, " "));
}

const NO_BREAK = "\u00a0";

/** `4 → 0` stays on one line. */
function joinSteps(text: string): string {
  return text.replace(/(?<=^| )(\S{1,12}) → (?=\S{1,12}(?: |$))/g, `$1${NO_BREAK}→${NO_BREAK}`);
}

interface Piece {
  readonly text: string;
  readonly first: boolean;
}

/** A word longer than a line goes on in the next ones. */
function pieces(word: string, room: number, full: number): readonly Piece[] {
  if (widthOf(word) <= room) return [{ text: word, first: true }];
  const cut: Piece[] = [];
  let rest = word;
  while (rest !== "") {
    const columns = Math.max(2, cut.length === 0 ? room : full);
    const part = widthOf(rest) <= columns ? rest : fit(rest, columns + 1).slice(0, -1);
    const text = part === "" ? rest : part;
    cut.push({ text, first: cut.length === 0 });
    rest = rest.slice(text.length);
  }
  return cut;
}

/** Text filled up with spaces to so many columns; longer text is cut. */
export function pad(text: string, columns: number): string {
  const shown = fit(text, columns);
  return shown + " ".repeat(Math.max(0, columns - widthOf(shown)));
}
