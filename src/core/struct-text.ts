import type { Json, JsonObject } from "./record.ts";

/** What a column holds: a text, a map with keys of anybody's choice, a list of structs, or a struct with known fields. */
export type Shape =
  | { readonly kind: "text" | "map" }
  | { readonly kind: "list"; readonly item: StructShape }
  | StructShape;

/** A struct's fields by their names in lower case, with the names that CloudTrail gives them. */
export interface StructShape {
  readonly kind: "struct";
  readonly fields: ReadonlyMap<string, { readonly name: string; readonly shape: Shape }>;
}

type Entry = readonly [string, Json];
/** What was read and where the text goes on; undefined where the text can be read in two ways or in none. */
type Read<Value> = { readonly value: Value; readonly end: number } | undefined;

const KEY = /[\w.:/@-]{1,256}=/y;
const SEPARATOR = ", ";

/**
 * Reads the way in which Athena and Lake print a struct: `{type=AssumedRole, sessioncontext={attributes={…}}}`. Nothing
 * in it is quoted, so a value ends where `, ` and the name of another field follow, or the struct ends. A text in which
 * a field comes twice, or which goes on after its end, could have been written by a value: it is not read at all.
 */
export function readStructText(text: string, shape: Shape): Json | undefined {
  const read = readValue(text, 0, shape);
  return read?.end === text.length ? read.value : undefined;
}

function readValue(text: string, start: number, shape: Shape): Read<Json> {
  if (shape.kind === "struct") return readStruct(text, start, shape);
  if (shape.kind === "map") return readMap(text, start);
  return shape.kind === "list" ? readList(text, start, shape.item) : undefined;
}

function readStruct(text: string, start: number, shape: StructShape): Read<JsonObject> {
  if (text[start] !== "{") return undefined;
  const entries = new Map<string, Json>();
  let at = start + 1;
  while (text[at] !== "}") {
    const field = fieldAt(text, at, shape);
    if (field === undefined || entries.has(field.name)) return undefined;
    const opens = text[field.end] === "{" || text[field.end] === "[";
    const read =
      opens && field.shape.kind !== "text"
        ? readValue(text, field.end, field.shape)
        : readPlain(text, field.end, (next) => fieldAt(text, next, shape) !== undefined);
    if (read === undefined) return undefined;
    entries.set(field.name, read.value);
    at = text.startsWith(SEPARATOR, read.end) ? read.end + SEPARATOR.length : read.end;
    if (at === read.end && text[at] !== "}") return undefined;
  }
  return { value: objectOf([...entries]), end: at + 1 };
}

function fieldAt(text: string, at: number, { fields }: StructShape) {
  const key = keyAt(text, at);
  const field = key === undefined ? undefined : fields.get(key.toLowerCase());
  return key === undefined || field === undefined
    ? undefined
    : { ...field, end: at + key.length + 1 };
}

function keyAt(text: string, at: number): string | undefined {
  KEY.lastIndex = at;
  return KEY.exec(text)?.[0].slice(0, -1);
}

/** A value that nothing encloses: up to the end of its struct or to a separator that a field's name follows. */
function readPlain(text: string, start: number, isField: (at: number) => boolean): Read<string> {
  for (let at = start; at < text.length; at++) {
    const ends =
      text[at] === "}" || (text.startsWith(SEPARATOR, at) && isField(at + SEPARATOR.length));
    if (ends) return { value: text.slice(start, at), end: at };
  }
  return undefined;
}

function readMap(text: string, start: number): Read<JsonObject> {
  if (text[start] !== "{") return undefined;
  const entries = new Map<string, Json>();
  let at = start + 1;
  while (text[at] !== "}") {
    const key = keyAt(text, at);
    if (key === undefined || entries.has(key)) return undefined;
    const isKey = (next: number) => keyAt(text, next) !== undefined;
    const read = readPlain(text, at + key.length + 1, isKey);
    if (read === undefined) return undefined;
    entries.set(key, read.value);
    at = text.startsWith(SEPARATOR, read.end) ? read.end + SEPARATOR.length : read.end;
  }
  return { value: objectOf([...entries]), end: at + 1 };
}

function readList(text: string, start: number, item: StructShape): Read<readonly Json[]> {
  if (text[start] !== "[") return undefined;
  const items: Json[] = [];
  let at = start + 1;
  while (text[at] !== "]") {
    const read = readStruct(text, at, item);
    if (read === undefined) return undefined;
    items.push(read.value);
    at = text.startsWith(SEPARATOR, read.end) ? read.end + SEPARATOR.length : read.end;
    if (at === read.end && text[at] !== "]") return undefined;
  }
  return { value: items, end: at + 1 };
}

/** `null` is how a field without a value is printed. */
function objectOf(entries: readonly Entry[]): JsonObject {
  return Object.fromEntries(entries.filter(([, value]) => value !== "null"));
}
