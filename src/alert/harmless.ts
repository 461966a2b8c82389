/** What must not reach a reader raw: it drives terminals, turns text around, or hides. As src/ask/neutralise.ts has it. */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}|\p{Zl}|\p{Zp}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\u180b-\u180f]|[\ufe00-\ufe0e]|[\u{e0000}-\u{e0fff}]/gu;

const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** A hostile string on one line, with everything visible: `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped).replace(PILED_MARKS, "$1…");
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\n") return "\\n";
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x1_0000 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}

/**
 * Visible, and nothing in it becomes a link where programs make links of whatever looks like one: an address in a user
 * agent must not be one click away from the person on call.
 */
export function unlinked(text: string): string {
  return visible(text)
    .replaceAll("://", "[:]//")
    .replace(/\b(www|ftp)\.(?=\w)/gi, "$1[.]")
    .replace(/\b(mailto|tel|data|javascript):(?=\S)/gi, "$1[:]");
}

/** At most so many characters, the ellipsis included; never ends in half a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, Math.max(0, longest - 1)).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** JSON on one line without invisible characters; what a parser reads from it is the same. */
export function harmlessJson(value: object): string {
  return JSON.stringify(value).replace(INVISIBLE, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** Printable ASCII, for headers and subjects: everything else becomes `?`. */
export function ascii(text: string): string {
  return visible(text)
    .replaceAll("→", "->")
    .replaceAll("…", "...")
    .replace(/[^\x20-\x7e]/g, "?");
}
