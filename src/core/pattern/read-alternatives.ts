import { isObject, type Json, type JsonObject } from "../record.ts";
import { PatternError, type PatternPath } from "./pattern-error.ts";
import { readMatcher, type Matcher } from "./read-matcher.ts";

/** One field that must match: the path's names joined with dots, and what any of its values may be. */
export interface Field {
  readonly segments: readonly string[];
  readonly matchers: readonly Matcher[];
}

/** Fields that must match together, by their joined names. */
export type Conjunction = ReadonlyMap<string, Field>;

/** The service refuses a pattern whose `$or`s multiply to more than this. */
const MOST_COMBINATIONS = 1000;
/** Deeper than any record that CloudTrail writes. */
const DEEPEST = 100;

/**
 * Reads a pattern into what may match in its stead: without `$or` one conjunction, with it one for each combination, as
 * the service's own compiler does. A field that a later one names again is replaced by it.
 *
 * @throws PatternError with where and why.
 */
export function readAlternatives(pattern: Json): readonly Conjunction[] {
  if (!isObject(pattern)) throw new PatternError([], "Filter is not an object");
  return readObject(pattern, { path: [], segments: [] }, [new Map()]);
}

interface Place {
  /** Where it stands in the pattern. */
  readonly path: PatternPath;
  /** Where it looks in the event. */
  readonly segments: readonly string[];
}

function readObject(
  object: JsonObject,
  place: Place,
  before: readonly Conjunction[],
): readonly Conjunction[] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw new PatternError(place.path, "Empty objects are not allowed");
  if (place.path.length > DEEPEST)
    throw new PatternError(place.path.slice(0, 5), "Nested too deep");
  let alternatives = before;
  for (const [key, value = null] of entries) {
    const path = [...place.path, key];
    if (key === "$or" && isRelationship(value)) {
      alternatives = value.flatMap((arm, index) =>
        readObject(arm, { path: [...path, index], segments: place.segments }, alternatives),
      );
    } else if (isObject(value)) {
      alternatives = readObject(value, { path, segments: inner(place, key) }, alternatives);
    } else {
      alternatives = withField(alternatives, inner(place, key), readField(value, path));
    }
    if (alternatives.length > MOST_COMBINATIONS) {
      throw new PatternError(path, `More than ${String(MOST_COMBINATIONS)} combinations of $or`);
    }
  }
  return alternatives;
}

/** A name with dots is the same as names nested in each other. */
function inner({ segments }: Place, key: string): readonly string[] {
  return [...segments, ...key.split(".")];
}

function readField(value: Json, path: PatternPath): readonly Matcher[] {
  if (!Array.isArray(value)) {
    throw new PatternError(path, `"${String(path.at(-1))}" must be an object or an array`);
  }
  const expressions: readonly Json[] = value;
  if (expressions.length === 0) throw new PatternError(path, "Empty arrays are not allowed");
  return expressions.map((expression, index) => readMatcher(expression, [...path, index]));
}

function withField(
  alternatives: readonly Conjunction[],
  segments: readonly string[],
  matchers: readonly Matcher[],
): readonly Conjunction[] {
  return alternatives.map((fields) =>
    new Map(fields).set(segments.join("."), { segments, matchers }),
  );
}

/** Words of match expressions: an object with one of them is an expression, so its `$or` is a field of that name. */
const RESERVED: ReadonlySet<string> = new Set(
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard anything-but-prefix anything-but-suffix".split(
    " ",
  ),
);

function isRelationship(value: Json): value is readonly JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((arm: Json) => isObject(arm) && !Object.keys(arm).some((key) => RESERVED.has(key)))
  );
}
