import { compileConjunction } from "./pattern/field-tree.ts";
import { readAlternatives } from "./pattern/read-alternatives.ts";
import { isObject, type Json, type JsonObject } from "./record.ts";

/** An EventBridge event pattern: field names, nested as in the event, and for each an array of what its value may be. */
export type EventPattern = JsonObject;

/** A pattern, read once. */
export interface CompiledPattern {
  /** Whether an event fits. Keys with dots must have been unfolded: `unfoldKeys`. Never throws. */
  readonly matches: (event: JsonObject) => boolean;
  /**
   * The texts of which a field must hold one for the pattern to match at all; nothing where other values may match too.
   * Made for indexes: `valuesOf("detail.eventName")`.
   */
  readonly valuesOf: (field: string) => ReadonlySet<string> | undefined;
  /** The names of all fields that it looks at, joined with dots. */
  readonly fields: ReadonlySet<string>;
}

/**
 * Reads an event pattern as EventBridge's own matcher does (its semantics were verified by running event-ruler).
 *
 * @throws PatternError with the place and the reason, where the service would refuse the pattern.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: Json): CompiledPattern {
  const alternatives = readAlternatives(pattern);
  const tests = alternatives.map(compileConjunction);
  const [only, ...others] = tests;
  return {
    matches:
      only !== undefined && others.length === 0
        ? only
        : (event) => tests.some((matches) => matches(event)),
    fields: new Set(alternatives.flatMap((fields) => [...fields.keys()])),
    valuesOf: (field) => {
      const values = new Set<string>();
      for (const fields of alternatives) {
        const matchers = fields.get(field)?.matchers;
        if (matchers === undefined) return undefined;
        for (const matcher of matchers) {
          if (matcher.kind !== "exact" || typeof matcher.value !== "string") return undefined;
          values.add(matcher.value);
        }
      }
      return values;
    },
  };
}

/**
 * The event with keys like `a.b` nested as `a: { b }`, which means the same to the service; the event itself where there
 * are none.
 */
export function unfoldKeys(event: JsonObject): JsonObject {
  return hasDots(event) ? unfoldObject(event) : event;
}

function hasDots(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => hasDots(item));
  if (!isObject(value)) return false;
  for (const key in value) {
    if (key.includes(".") || hasDots(value[key])) return true;
  }
  return false;
}

function unfold(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => unfold(item));
  return isObject(value) ? unfoldObject(value) : value;
}

function unfoldObject(object: JsonObject): JsonObject {
  const unfolded = new Map<string, Json>();
  for (const [key, value = null] of Object.entries(object)) {
    const [first = "", ...rest] = namesOf(key);
    const nested = rest.reduceRight<Json>(
      (inner, name) => Object.fromEntries([[name, inner]]),
      unfold(value),
    );
    unfolded.set(first, merge(unfolded.get(first), nested));
  }
  return Object.fromEntries(unfolded);
}

/** A key of a thousand dots is nobody's field, and would nest as deep. */
function namesOf(key: string): readonly string[] {
  const names = key.split(".");
  return names.length > 20 ? [key] : names;
}

function merge(one: Json | undefined, other: Json): Json {
  if (one === undefined) return other;
  if (!isObject(one) || !isObject(other)) return [one, other].flat();
  const merged = new Map(Object.entries(one));
  for (const [key, value = null] of Object.entries(other)) {
    merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
