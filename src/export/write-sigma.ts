import { createHash } from "node:crypto";
import { readAlternatives } from "../core/pattern/read-alternatives.ts";
import { isObject, type Json, type JsonObject } from "../core/record.ts";
import type { Rule } from "../core/rule.ts";

/** A rule as a Sigma rule, or what of it Sigma cannot say. */
export type WrittenSigma =
  | { readonly sigma: JsonObject; readonly notes: readonly string[] }
  | { readonly cannot: string };

/**
 * Writes a rule down as a Sigma rule. What only a decoded event knows (who a person is, what was there before) has no field
 * in Sigma: where that decides, the rule cannot be written; where it only narrows, that is noted.
 *
 * @see https://sigmahq.io/sigma-specification/
 */
export function writeSigma(rule: Rule): WrittenSigma {
  const notes = new Set<string>();
  try {
    const plain = withoutConclusions(rule.pattern, notes);
    const alternatives = readAlternatives(plain);
    const detection = detectionOf([...alternatives.keys()], plain);
    return { sigma: wholeRule(rule, detection), notes: [...notes] };
  } catch (error) {
    if (error instanceof CannotSay) return { cannot: error.message };
    throw error;
  }
}

class CannotSay extends Error {}

function wholeRule(
  { id, title, severity, why, falsePositives, attack }: Rule,
  detection: JsonObject,
): JsonObject {
  return {
    title,
    id: uuidOf(id),
    status: "experimental",
    description: why,
    references: [],
    author: "TaskTrail",
    tags: attack.map((one) => `attack.${one.toLowerCase()}`),
    logsource: { product: "aws", service: "cloudtrail" },
    detection,
    falsepositives: [falsePositives],
    level: severity === "info" ? "informational" : severity,
  };
}

/** The same for the same rule, whenever it is written. */
function uuidOf(id: string): string {
  const hex = createHash("sha256").update(`tasktrail:${id}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The pattern on the record alone: conclusions become what the record says of them, or cannot be said. */
function withoutConclusions(pattern: JsonObject, notes: Set<string>): JsonObject {
  const { detail = {}, tasktrail = {}, ...envelope } = pattern;
  if (Object.keys(envelope).length > 0)
    throw new CannotSay(`it looks at ${Object.keys(envelope).join(", ")}`);
  const fields = isObject(detail) ? detail : {};
  const concluded = isObject(tasktrail) ? recordFields(tasktrail, notes) : {};
  const whole = mergeFields(fields, concluded);
  if (Object.keys(whole).length === 0) throw new CannotSay("it looks at nothing in the record");
  return whole;
}

function recordFields(told: JsonObject, notes: Set<string>): JsonObject {
  const fields: Record<string, Json> = {};
  for (const [name, value = null] of Object.entries(told)) {
    const text = JSON.stringify(value);
    if (name === "outcome" && text === '["accepted"]') fields["errorCode"] = [{ exists: false }];
    else if (name === "noop" && text === "[false]") notes.add("calls without effect fire too");
    else if (name === "nature" && text === '["mutating"]') fields["readOnly"] = [false];
    else if (name === "actor" && text === '{"kind":["root"]}')
      fields["userIdentity.type"] = ["Root"];
    else if (name === "origin" && text.includes('"anything-but":"aws-service"')) {
      fields["userIdentity.invokedBy"] = [{ exists: false }];
    } else if (name === "settings" && isObject(value))
      Object.assign(fields, settingField(value, notes));
    else throw new CannotSay(`Sigma has no field for tasktrail.${name}`);
  }
  return fields;
}

function settingField(setting: JsonObject, notes: Set<string>): JsonObject {
  const { name, after, changed: _changed, ...more } = setting;
  const [field] = Array.isArray(name) ? (name as readonly Json[]) : [];
  const isOne = Array.isArray(name) && name.length === 1;
  if (!isOne || typeof field !== "string" || after === undefined || Object.keys(more).length > 0) {
    throw new CannotSay("Sigma knows nothing of what was there before");
  }
  if (field.startsWith("settings."))
    throw new CannotSay("Sigma cannot join a name and a value of one list");
  notes.add("it fires also where the value was so before");
  return { [`requestParameters.${field}`]: after };
}

function mergeFields(one: JsonObject, other: JsonObject): JsonObject {
  return { ...one, ...other };
}

/** Each alternative is a selection, with a filter for what must not be; any of them is enough. */
function detectionOf(indexes: readonly number[], plain: JsonObject): JsonObject {
  const alternatives = readable(plain);
  const detection: Record<string, Json> = {};
  const conditions = indexes.map((index) => {
    const fields = alternatives[index] ?? {};
    const selection: Record<string, Json> = {};
    const filters: string[] = [];
    const suffix = indexes.length === 1 ? "" : `_${String(index + 1)}`;
    for (const [field, values] of Object.entries(fields)) {
      const { key, value, not } = fieldOf(field, values as readonly Json[]);
      if (not === undefined) selection[key] = value;
      else {
        const name = `filter${suffix}_${String(filters.length + 1)}`;
        detection[name] = { [key]: value };
        filters.push(`not ${name}`);
      }
    }
    detection[`selection${suffix}`] = selection;
    return [`selection${suffix}`, ...filters].join(" and ");
  });
  const condition =
    conditions.length === 1 ? conditions[0] : conditions.map((one) => `(${one})`).join(" or ");
  return { ...detection, condition: condition ?? "" };
}

/** The pattern's alternatives with their expressions as they were written. */
function readable(pattern: JsonObject, prefix = ""): readonly JsonObject[] {
  let all: readonly JsonObject[] = [{}];
  for (const [key, value = null] of Object.entries(pattern)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const arms =
      key === "$or" && Array.isArray(value)
        ? (value as readonly Json[]).flatMap((arm) => (isObject(arm) ? readable(arm, prefix) : []))
        : isObject(value)
          ? readable(value, path)
          : [{ [path]: value }];
    all = all.flatMap((before) => arms.map((arm) => ({ ...before, ...arm })));
  }
  return all;
}

interface SigmaField {
  readonly key: string;
  readonly value: Json;
  readonly not?: true;
}

function fieldOf(field: string, values: readonly Json[]): SigmaField {
  const [first] = values;
  const operators = new Set(
    values.map((value) => (isObject(value) ? (Object.keys(value)[0] ?? "") : "")),
  );
  const list = (items: readonly Json[]): Json => (items.length === 1 ? (items[0] ?? null) : items);
  const operator = operators.size === 1 ? [...operators][0] : undefined;
  const operands = values.map((value) =>
    isObject(value) ? (value[operator ?? ""] ?? null) : value,
  );
  if (operators.size > 1) return mixedField(field, values);
  switch (operator) {
    case "":
      return { key: field, value: list(values) };
    case "wildcard":
      return { key: field, value: list(operands) };
    case "prefix":
      return { key: `${field}|startswith`, value: list(operands) };
    case "suffix":
      return { key: `${field}|endswith`, value: list(operands) };
    case "cidr":
      return { key: `${field}|cidr`, value: list(operands) };
    case "exists":
      return { key: `${field}|exists`, value: operands[0] ?? null };
    case "numeric":
      return numericField(field, operands[0] ?? null);
    case "anything-but":
      if (isObject(operands[0])) return butField(field, operands[0]);
      return { key: field, value: operands[0] ?? null, not: true };
    default:
      throw new CannotSay(`Sigma has nothing for ${JSON.stringify(first)}`);
  }
}

function butField(field: string, operand: JsonObject): SigmaField {
  return { ...fieldOf(field, [operand]), not: true };
}

/** Texts and beginnings of texts are both texts with stars to Sigma; "absent or false" is "not true". */
function mixedField(field: string, values: readonly Json[]): SigmaField {
  const rest = values.filter((value) => JSON.stringify(value) !== '{"exists":false}');
  if (rest.length === 1 && rest.length < values.length && rest[0] === false) {
    return { key: field, value: true, not: true };
  }
  const texts = values.map((value) => {
    if (typeof value === "string") return value;
    if (isObject(value) && typeof value["prefix"] === "string") return `${value["prefix"]}*`;
    if (isObject(value) && typeof value["wildcard"] === "string") return value["wildcard"];
    throw new CannotSay(`Sigma cannot say ${JSON.stringify(values).slice(0, 100)} of one field`);
  });
  return { key: field, value: texts };
}

const COMPARE: ReadonlyMap<Json, string> = new Map<Json, string>([
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
]);

function numericField(field: string, operand: Json): SigmaField {
  const [operator = "", bound = null, ...more] = Array.isArray(operand)
    ? (operand as readonly Json[])
    : [];
  if (operator === "=" && more.length === 0) return { key: field, value: bound };
  const modifier = COMPARE.get(operator);
  if (modifier === undefined || more.length > 0)
    throw new CannotSay("Sigma cannot say a range of one field");
  return { key: `${field}|${modifier}`, value: bound };
}
