/**
 * What must not reach a reader raw: controls (they drive terminals), format characters (bidi overrides, zero-width
 * text, tags that hide words), line separators, private use, lone surrogates, blank letters, and the variation selectors
 * that can smuggle bytes. Emoji's own selector U+FE0F stays.
 */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}|\p{Zl}|\p{Zp}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\u180b-\u180f]|[\ufe00-\ufe0e]|[\u{e0000}-\u{e0fff}]/gu;

/** More marks on one letter than any script needs only hide what is around them. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * A hostile string on one line with everything in it to be seen: whatever a terminal would act upon, or a reader could not
 * see, becomes a visible escape (`\x1b`, `\u202e`).
 */
export function makeVisible(text: string): string {
  return text.replace(INVISIBLE, spell).replace(PILED_MARKS, "$1…");
}

function spell(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x1_0000 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}

/** JSON text without raw controls or invisible characters, lines apart; what a parser reads from it is the same data. */
export function escapeInvisible(json: string): string {
  return json.replace(INVISIBLE, (character) =>
    character === "\n"
      ? character
      : Array.from(
          { length: character.length },
          (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
        ).join(""),
  );
}
