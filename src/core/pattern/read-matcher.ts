import { isObject, type Json, type JsonObject } from "../record.ts";
import { addressBytes, isInRange, readCidr } from "./address-bytes.ts";
import { readNumeric } from "./read-numeric.ts";
import { PatternError, type PatternPath } from "./pattern-error.ts";
import { readTextTest, type TextTest } from "./read-text-test.ts";

/** A value at the end of a path: no object, no array. */
export type Leaf = string | number | boolean | null;

/** One of a field's alternatives. */
export type Matcher =
  | { readonly kind: "exact"; readonly value: Leaf }
  | { readonly kind: "absent" }
  | { readonly kind: "test"; readonly fits: (value: Leaf) => boolean };

/**
 * Reads one element of a field's array: a literal, or an object with one operator.
 *
 * @throws PatternError with the service's words where it would refuse.
 */
export function readMatcher(expression: Json, path: PatternPath): Matcher {
  if (Array.isArray(expression)) {
    throw new PatternError(path, "Match value must be String, number, true, false, or null");
  }
  if (!isObject(expression)) return readLiteral(expression as Leaf);
  const [operator, ...more] = Object.keys(expression);
  if (operator === undefined) throw new PatternError(path, "Empty objects are not allowed");
  if (more.length > 0) {
    throw new PatternError(path, "Only one key allowed in match expression");
  }
  return readOperator(operator, expression[operator] ?? null, [...path, operator]);
}

/** An address written out fits every spelling of it: the service turns such a literal into a range. */
function readLiteral(value: Leaf): Matcher {
  const bytes = typeof value === "string" ? addressBytes(value) : undefined;
  if (bytes === undefined) return { kind: "exact", value };
  const range = { low: bytes, high: bytes };
  return ofTexts((text) => text === value || isInRange(text, range));
}

function readOperator(operator: string, operand: Json, path: PatternPath): Matcher {
  switch (operator) {
    case "exists": {
      if (typeof operand !== "boolean") {
        throw new PatternError(path, "exists match pattern must be either true or false.");
      }
      return operand ? { kind: "test", fits: () => true } : { kind: "absent" };
    }
    case "numeric": {
      const fits = readNumeric(operand, path);
      return { kind: "test", fits: (value) => typeof value === "number" && fits(value) };
    }
    case "cidr": {
      if (typeof operand !== "string") {
        throw new PatternError(path, "cidr match pattern must be a string");
      }
      const range = readCidr(operand);
      if ("flaw" in range) throw new PatternError(path, range.flaw);
      return ofTexts((text) => isInRange(text, range));
    }
    case "anything-but":
      return readAnythingBut(operand, path);
    default: {
      const fits = readTextTest(operator, operand, path);
      if (fits === undefined) {
        throw new PatternError(path.slice(0, -1), `Unrecognized match type ${operator}`);
      }
      return ofTexts(fits);
    }
  }
}

function ofTexts(fits: TextTest): Matcher {
  return { kind: "test", fits: (value) => typeof value === "string" && fits(value) };
}

const BUT_ONE_OF: ReadonlySet<string> = new Set([
  "prefix",
  "suffix",
  "equals-ignore-case",
  "wildcard",
]);

/** True of any value there is, also null and values of another type, except the named ones; never of an absent field. */
function readAnythingBut(operand: Json, path: PatternPath): Matcher {
  if (isObject(operand)) return butTexts(operand, path);
  const values: readonly Json[] = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) throw new PatternError(path, "Empty arrays are not allowed");
  const [first] = values;
  if (typeof first !== "string" && typeof first !== "number") {
    throw new PatternError(
      path,
      "Value of anything-but must be an array or single string/number value.",
    );
  }
  if (!values.every((value) => typeof value === typeof first)) {
    throw new PatternError(
      path,
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  const refused: ReadonlySet<Json> = new Set(values);
  return { kind: "test", fits: (value) => !refused.has(value) };
}

function butTexts(operand: JsonObject, path: PatternPath): Matcher {
  const [operator, ...more] = Object.keys(operand);
  if (operator === undefined) throw new PatternError(path, "Empty objects are not allowed");
  if (more.length > 0) throw new PatternError(path, "Only one key allowed in match expression");
  if (!BUT_ONE_OF.has(operator)) {
    throw new PatternError(path, `Unsupported anything-but pattern: ${operator}`);
  }
  const given = operand[operator] ?? null;
  const texts: readonly Json[] = Array.isArray(given) ? given : [given];
  const inner = [...path, operator];
  if (texts.length === 0) throw new PatternError(inner, "Empty arrays are not allowed");
  const tests = texts.map((text) => butTest(operator, text, inner));
  return {
    kind: "test",
    fits: (value) => typeof value !== "string" || !tests.some((fits) => fits(value)),
  };
}

function butTest(operator: string, text: Json, path: PatternPath): TextTest {
  if (text === "" && (operator === "prefix" || operator === "suffix")) {
    throw new PatternError(path, "Null prefix/suffix not allowed");
  }
  const fits = typeof text === "string" ? readTextTest(operator, text, path) : undefined;
  if (fits === undefined)
    throw new PatternError(path, `${operator} match pattern must be a string`);
  return fits;
}
