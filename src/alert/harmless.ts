import { escapeInvisible, makeVisible } from "../core/invisible.ts";

/**
 * Visible, and nothing in it becomes a link where programs make links of whatever looks like one: an address in a user
 * agent must not be one click away from the person on call.
 */
export function unlinked(text: string): string {
  return makeVisible(text)
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
  return escapeInvisible(JSON.stringify(value));
}

/** Printable ASCII, for headers and subjects: everything else becomes `?`. */
export function ascii(text: string): string {
  return makeVisible(text)
    .replaceAll("→", "->")
    .replaceAll("…", "...")
    .replace(/[^\x20-\x7e]/g, "?");
}
