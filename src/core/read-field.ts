import { isObject, type Json, type JsonObject } from "./record.ts";

/** How deep a record may be nested. CloudTrail's 256 KB hold no such depth for any API; deeper ones are hostile. */
export const DEEPEST = 100;

/** A text that is not empty; a number where a text is expected is written out. */
export function readText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" ? String(value) : undefined;
}

/** An account id: twelve digits, whose leading zeros are lost where somebody wrote it as a number. */
export function readAccount(value: Json | undefined): string | undefined {
  return typeof value === "number" ? String(value).padStart(12, "0") : readText(value);
}

/** `true` or `false`, also as a text: CloudTrail writes both. */
export function readFlag(value: Json | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.length > 5 ? "" : value.toLowerCase();
  return text === "true" || (text === "false" ? false : undefined);
}

/** An object, also as JSON text (Athena's `requestparameters`); placeholders such as `HIDDEN_…` are none. */
export function readObject(value: Json | undefined): JsonObject | undefined {
  if (typeof value !== "string") return isObject(value) ? value : undefined;
  if (!value.trimStart().startsWith("{")) return undefined;
  const parsed = parseJson(value);
  return isObject(parsed) && !isDeeper(parsed, DEEPEST) ? parsed : undefined;
}

/** What a JSON text says, or undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a value is nested deeper than so many levels; looks no further down than that. */
export function isDeeper(value: Json, levels: number): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => isDeeperInside(item, levels));
  if (!isObject(value)) return false;
  for (const key in value) {
    if (isDeeperInside(value[key], levels)) return true;
  }
  return false;
}

function isDeeperInside(value: Json | undefined, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 1 || isDeeper(value, levels - 1);
}
