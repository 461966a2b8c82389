import { isObject, type Json, type JsonObject } from "../../core/record.ts";

/** What one field may be, as EventBridge has it. */
export interface FieldTest {
  readonly field: string;
  readonly values: readonly Json[];
}

/** Tests that must all hold; a search is any of several. */
export type Conjunction = readonly FieldTest[];

/** Fields whose capitals AWS fixes; all others match whatever the case, as Sigma has it. */
const FIXED_CASE: ReadonlySet<string> = new Set([
  "eventName",
  "eventSource",
  "eventID",
  "awsRegion",
]);

/**
 * Reads one search of a Sigma rule: a mapping whose parts must all hold, or a list of such.
 *
 * @throws Error with what cannot be said as an event pattern.
 */
export function readSearch(search: Json): readonly Conjunction[] {
  if (Array.isArray(search)) return search.flatMap((one: Json) => readSearch(one));
  if (!isObject(search)) throw new Error("searches for words in any field are not supported");
  return [Object.entries(search).flatMap(([key, value = null]) => readField(key, value))];
}

function readField(key: string, value: Json): readonly FieldTest[] {
  const [field = "", ...modifiers] = key.split("|");
  const values: readonly Json[] = Array.isArray(value) ? value : [value];
  const isAll = modifiers.includes("all");
  const rest = modifiers.filter((one) => one !== "all" && one !== "cased");
  const [modifier, ...more] = rest;
  if (more.length > 0) throw new Error(`${key}: modifiers together are not supported`);
  const tests = values.map((one) => readValue(field, modifier, one));
  if (isAll && tests.length > 1) throw new Error(`${key}: all of several values is not supported`);
  return [{ field, values: tests }];
}

function readValue(field: string, modifier: string | undefined, value: Json): Json {
  if (modifier === undefined) return readPlain(field, value);
  if (modifier === "exists") return { exists: value === true };
  const comparison = COMPARE.get(modifier);
  if (comparison !== undefined) return { numeric: [comparison, Number(value)] };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  switch (modifier) {
    case "contains":
      return wildcard(`*${escaped(text)}*`);
    case "startswith":
      return { prefix: { "equals-ignore-case": text } };
    case "endswith":
      return { suffix: { "equals-ignore-case": text } };
    case "cidr":
      return { cidr: text };
    default:
      throw new Error(`the modifier ${modifier} of ${field} is not supported`);
  }
}

function readPlain(field: string, value: Json): Json {
  if (value === null || value === "") return { exists: false };
  if (typeof value !== "string") return value;
  if (/[*?]/.test(value)) return wildcard(value);
  return FIXED_CASE.has(field) ? value : { "equals-ignore-case": value };
}

const COMPARE: ReadonlyMap<string, string> = new Map([
  ["gt", ">"],
  ["gte", ">="],
  ["lt", "<"],
  ["lte", "<="],
]);

function wildcard(text: string): JsonObject {
  if (text.includes("?")) throw new Error("? as a wildcard is not supported");
  return { wildcard: text.replaceAll(/\*{2,}/g, "*") };
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll(/(?<!\\)\*/g, "*");
}

/** What is left when a test must not hold: the field is absent, or something else. */
export function negated({ field, values }: FieldTest): FieldTest {
  const refused = values.map((value): Json => {
    if (!isObject(value)) return value;
    const [operator = ""] = Object.keys(value);
    if (operator === "equals-ignore-case" || operator === "wildcard") return value;
    if (operator === "exists") return value;
    throw new Error(`not ${operator} of ${field} is not supported`);
  });
  const [only] = refused;
  if (refused.length === 1 && isObject(only)) {
    if ("exists" in only) return { field, values: [{ exists: only["exists"] !== true }] };
    return { field, values: [{ exists: false }, { "anything-but": only }] };
  }
  const kinds = new Set(refused.map((value) => (isObject(value) ? Object.keys(value)[0] : "")));
  const [kind = ""] = kinds;
  if (kinds.size > 1 || kind === "exists")
    throw new Error(`not several kinds of ${field} is not supported`);
  const texts = refused.map((value) => (isObject(value) ? (value[kind] ?? null) : value));
  return {
    field,
    values: [{ exists: false }, { "anything-but": kind === "" ? texts : { [kind]: texts } }],
  };
}
