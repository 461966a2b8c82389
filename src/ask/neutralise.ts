import stringWidth from "fast-string-width";
import { escapeInvisible, makeVisible } from "../core/invisible.ts";

/** Makes a hostile string harmless on a terminal, as `makeVisible` has it. */
export function neutraliseForTerminal(text: string): string {
  return makeVisible(text);
}

/** JSON text without raw controls or invisible characters, lines apart; what a parser reads from it is the same data. */
export function neutraliseJson(json: string): string {
  return escapeInvisible(json);
}

const FORMULA = /^\s*[=+\-@\t\r\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u;
/** Spreadsheets hold at most 32,767 characters in a cell. */
const LONGEST_CELL = 32_000;

/**
 * One CSV field after RFC 4180. Spreadsheets run fields that begin like a formula: those get an apostrophe in front.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function neutraliseForCsv(text: string): string {
  const starts = FORMULA.test(text);
  const harmless = shorten(neutraliseForTerminal(shorten(text, LONGEST_CELL)), LONGEST_CELL);
  const shown = `${starts ? "'" : ""}${harmless}`;
  return /^[\w .:/-]*$/.test(shown) ? shown : `"${shown.replaceAll('"', '""')}"`;
}

const LONGEST_MARKDOWN = 1000;
/** Signs that renderers turn into mentions, references, links or mathematics wherever they stand in a word. */
const ACTIVE_WORD = /@|:\/\/|\bwww\.|#\d|\bGH-\d|\$|`|mailto:|xmpp:/i;

/**
 * A hostile string as Markdown that renders as plain text: words that could become a mention, a link or a reference
 * become code, everything else is escaped. Fit for paragraphs, list items and table cells.
 */
export function neutraliseForMarkdown(text: string): string {
  return neutraliseForTerminal(shorten(text, LONGEST_MARKDOWN))
    .split(" ")
    .map((word, index) => (ACTIVE_WORD.test(word) ? codeSpan(word) : escapeWord(word, index === 0)))
    .join(" ");
}

/** The string as Markdown code. Backticks and pipes become look-alikes, because no fence is safe in a table. */
export function codeSpan(text: string): string {
  const shown = neutraliseForTerminal(shorten(text, LONGEST_MARKDOWN));
  const harmless = shown.replaceAll("`", "ˋ").replaceAll("|", "¦");
  return harmless.trim() === "" ? "` `" : `\`${harmless}\``;
}

function escapeWord(word: string, isFirst: boolean): string {
  const escaped = word.replace(/[\\*_{}[\]<>|~&!#]/g, String.raw`\$&`);
  // Only where a line begins do these make a list, a rule or an underline.
  return isFirst
    ? escaped.replace(/^[+\-=]/, String.raw`\$&`).replace(/^(\d+)([.)])$/, String.raw`$1\$2`)
    : escaped;
}

/** At most so many characters; says how many are left out. Never ends in half a character. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${String(text.length - kept.length)} more characters)`;
}

/** The columns that a harmless string takes on a terminal. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/**
 * Cuts a harmless string to so many columns, an ellipsis included, never inside a visible escape or a wide character.
 */
export function fit(text: string, columns: number): string {
  if (text.length <= columns && /^[ -~]*$/.test(text)) return text;
  if (text.length <= columns * 8 && widthOf(text) <= columns) return text;
  let kept = "";
  let width = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    const wide = widthOf(piece);
    if (width + wide > columns - 1 || kept.length > columns * 8) break;
    kept += piece;
    width += wide;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** Like `fit`, but what is cut is the beginning: names and paths differ at their ends. */
export function fitEnd(text: string, columns: number): string {
  if (text.length <= columns * 8 && widthOf(text) <= columns) return text;
  const pieces = Array.from(text.slice(-columns * 8).matchAll(PIECE), ([piece]) => piece);
  let kept = "";
  let width = 0;
  for (const piece of pieces.toReversed()) {
    const wide = widthOf(piece);
    if (width + wide > columns - 1) break;
    kept = piece + kept;
    width += wide;
  }
  return columns < 1 ? "" : `…${kept}`;
}

const PIECE = /\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\u\{[0-9a-f]+\}|\\[nrt]|\P{M}\p{M}*|\p{M}+/gu;
