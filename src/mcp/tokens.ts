const PIECE = /[A-Za-z]+|\d+|[^\S ]+| {2,}|["[\]{}:,]{2,}|[^\sA-Za-z\d]/gu;
const LETTERS_A_TOKEN = 4;
const DIGITS_A_TOKEN = 2;
/** `":"`, `","` and `":[{"` between the parts of JSON are one or two tokens wherever it was measured. */
const JOINTS_A_TOKEN = 3;

/**
 * How many tokens a model may count for a text: a guess on the high side, since every model counts in its own way. A run of
 * letters is a token for each four begun, digits for each two, the joints of JSON for each three, every other sign one, and
 * one that is not ASCII as many as its bytes in UTF-8, which no byte-pair encoding exceeds. On answers this is a fifth to a
 * third more than what published encodings count (docs/decisions/0014-mcp.md).
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECE)) tokens += ofPiece(piece);
  return tokens;
}

function ofPiece(piece: string): number {
  if (/^[A-Za-z]/.test(piece)) return Math.ceil(piece.length / LETTERS_A_TOKEN);
  if (/^\d/.test(piece)) return Math.ceil(piece.length / DIGITS_A_TOKEN);
  if (/^["[\]{}:,]/.test(piece)) return Math.ceil(piece.length / JOINTS_A_TOKEN);
  const code = piece.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}
