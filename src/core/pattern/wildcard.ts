/** A wildcard's texts between its stars, or why the service refuses it. */
export type Wildcard = { readonly pieces: readonly string[] } | { readonly flaw: string };

/** Reads `arn:*:role/\*x`: a star fits any text, also none; a backslash takes a star or a backslash as it is. */
export function readWildcard(text: string): Wildcard {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const next = text.charAt(at + 1);
    if (letter === "\\") {
      if (next !== "*" && next !== "\\") {
        return { flaw: `Invalid escape character at pos ${String(position(text, at))}` };
      }
      piece += next;
      at += 1;
    } else if (letter === "*") {
      if (next === "*") {
        return { flaw: `Consecutive wildcard characters at pos ${String(position(text, at))}` };
      }
      pieces.push(piece);
      piece = "";
    } else piece += letter;
  }
  return { pieces: [...pieces, piece] };
}

/** As the service counts: bytes of UTF-8, behind the opening quote. */
function position(text: string, at: number): number {
  let bytes = 1;
  for (const letter of text.slice(0, at)) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}

/** Whether the text fits; takes the earliest place of each piece, so a hostile text costs no more than its length. */
export function fitsWildcard(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1) ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
