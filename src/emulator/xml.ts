import { isObject, type Json, type JsonObject } from "../core/record.ts";

/** One XML element; a list becomes its parent's children of the same name. */
export function element(name: string, content: Json, namespace?: string): string {
  const attribute = namespace === undefined ? "" : ` xmlns="${namespace}"`;
  return `<${name}${attribute}>${isObject(content) ? children(content) : escaped(content)}</${name}>`;
}

function children(content: JsonObject): string {
  return Object.entries(content)
    .flatMap(([name, value = ""]) =>
      (isList(value) ? value : [value]).map((one) => element(name, one)),
    )
    .join("");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function escaped(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
