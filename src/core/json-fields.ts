import { isObject, type Json, type JsonObject } from "./record.ts";

/** The object in a field, or `{}` where there is none. */
export function objectIn(fields: JsonObject, name: string): JsonObject {
  const value = fields[name];
  return isObject(value) ? value : {};
}

/** The list in a field, or `[]` where there is none. */
export function listIn(fields: JsonObject, name: string): readonly Json[] {
  const value = fields[name];
  return isList(value) ? value : [];
}

/** The objects of the list in a field; whatever else stands in it is left out. */
export function objectsIn(fields: JsonObject, name: string): readonly JsonObject[] {
  return listIn(fields, name).filter(isObject);
}

/** The text in a field, without the spaces around it; nothing where there is none or it is blank. */
export function textIn(fields: JsonObject, name: string): string | undefined {
  return textOf(fields[name]);
}

/** A value as text, without the spaces around it; nothing where it is not a text or blank. */
export function textOf(value: Json | undefined): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

/** True for a JSON array. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Only the named fields, in the order they stand in. */
export function pick(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
