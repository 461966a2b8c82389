import { isObject, type Json } from "../record.ts";
import { PatternError, type PatternPath } from "./pattern-error.ts";
import { fitsWildcard, readWildcard } from "./wildcard.ts";

export type TextTest = (text: string) => boolean;

/** The test of an operator on texts; nothing where it is no such operator. */
export function readTextTest(
  operator: string,
  operand: Json,
  path: PatternPath,
): TextTest | undefined {
  switch (operator) {
    case "prefix":
    case "suffix":
      return readAffix(operator, operand, path);
    case "exactly":
    case "equals-ignore-case": {
      const wanted = textOf(operand, operator, path);
      if (operator === "exactly") return (text) => text === wanted;
      const folded = fold(wanted);
      return (text) => fold(text) === folded;
    }
    case "wildcard": {
      const wildcard = readWildcard(textOf(operand, operator, path));
      if ("flaw" in wildcard) throw new PatternError(path, wildcard.flaw);
      return (text) => fitsWildcard(text, wildcard.pieces);
    }
    default:
      return undefined;
  }
}

function readAffix(operator: "prefix" | "suffix", operand: Json, path: PatternPath): TextTest {
  const ignoresCase = isObject(operand);
  if (ignoresCase && Object.keys(operand).join() !== "equals-ignore-case") {
    throw new PatternError(
      path,
      `${operator} match pattern must be a string, or an object with equals-ignore-case alone`,
    );
  }
  const wanted = ignoresCase
    ? fold(textOf(operand["equals-ignore-case"] ?? null, "equals-ignore-case", path))
    : textOf(operand, operator, path);
  const given = ignoresCase ? fold : (text: string): string => text;
  return operator === "prefix"
    ? (text) => given(text).startsWith(wanted)
    : (text) => given(text).endsWith(wanted);
}

function textOf(operand: Json, operator: string, path: PatternPath): string {
  if (typeof operand === "string") return operand;
  throw new PatternError(path, `${operator} match pattern must be a string`);
}

/** Letter by letter, so that no letter becomes two: `ß` is not `SS` to the service. */
function fold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  }).join("");
}
