import type { Json } from "../record.ts";
import { PatternError, type PatternPath } from "./pattern-error.ts";

type NumberTest = (value: number) => boolean;

const COMPARE: ReadonlyMap<Json | undefined, (bound: number) => NumberTest> = new Map<
  Json | undefined,
  (bound: number) => NumberTest
>([
  ["=", (bound) => (value) => value === bound],
  ["<", (bound) => (value) => value < bound],
  ["<=", (bound) => (value) => value <= bound],
  [">", (bound) => (value) => value > bound],
  [">=", (bound) => (value) => value >= bound],
]);

/** Reads `[">", 0, "<=", 5]`: one comparison, or a lower bound and then an upper one. */
export function readNumeric(operand: Json, path: PatternPath): NumberTest {
  if (!Array.isArray(operand)) {
    throw new PatternError(path, "Value of numeric must be an array.");
  }
  const parts: readonly Json[] = operand;
  if (parts.length === 0) throw new PatternError(path, "Invalid member in numeric match: ]");
  const first = readBound(parts, 0, path);
  if (parts.length === 2) return first.fits;
  if (!first.operator.startsWith(">")) {
    throw new PatternError([...path, 2], "Too many elements in numeric expression");
  }
  const second = readBound(parts, 2, path);
  if (!second.operator.startsWith("<")) {
    throw new PatternError([...path, 2], `Bad numeric range operator: ${second.operator}`);
  }
  if (parts.length > 4) {
    throw new PatternError([...path, 4], "Too many terms in numeric range expression");
  }
  if (first.bound >= second.bound) {
    throw new PatternError([...path, 3], "Bottom must be less than top");
  }
  return (value) => first.fits(value) && second.fits(value);
}

interface Bound {
  readonly operator: string;
  readonly bound: number;
  readonly fits: NumberTest;
}

function readBound(parts: readonly Json[], at: number, path: PatternPath): Bound {
  const operator = parts[at];
  const compare = COMPARE.get(operator);
  if (compare === undefined || typeof operator !== "string") {
    throw new PatternError(
      [...path, at],
      `Unrecognized numeric range operator: ${JSON.stringify(operator ?? null).slice(0, 40)}`,
    );
  }
  const bound = parts[at + 1];
  if (typeof bound !== "number") {
    throw new PatternError([...path, at + 1], `Value of ${operator} must be numeric`);
  }
  return { operator, bound, fits: compare(bound) };
}
