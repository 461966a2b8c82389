import type { Setting } from "../change.ts";
import { isList, textIn } from "../json-fields.ts";
import { isObject, type Json, type JsonObject } from "../record.ts";
import { revisionName } from "../resource-names.ts";

/** Stands for a value that AWS hid or that must not leave the record. */
const HIDDEN = "(hidden)";

/** Which of a request's fields are not settings, and which are words to that one call only. */
export interface SettingsShape {
  /** Fields that only name the resource. */
  readonly omit?: readonly string[];
  readonly momentary?: readonly string[];
}

/**
 * Every field that a call set, known or not: nested ones with dots, lists of named things by their names
 * (`containers.app.image`, `tags.team`). Values of environment variables and session tokens never come out.
 */
export function readSettings(
  fields: JsonObject,
  { omit = [], momentary = [] }: SettingsShape = {},
): readonly Setting[] {
  const settings: Setting[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || omit.includes(field)) continue;
    const passing = momentary.includes(field);
    for (const [name, after] of flatten(field, field, value, 0)) {
      settings.push(passing ? { name, after, momentary: true } : { name, after });
    }
  }
  return settings;
}

/** What a response says of a resource, under the names that `readSettings` gives to the request's fields. */
export function readState(
  fields: JsonObject,
  names: readonly string[],
): Readonly<Record<string, Json>> {
  const shown = names.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : flatten(field, field, value, 0);
  });
  return Object.fromEntries(shown);
}

type Named = readonly [name: string, value: Json];
type Reader = (path: string, value: Json, depth: number) => readonly Named[];

/** Deeper than any ECS request; beyond it a value is kept whole. */
const MAX_DEPTH = 8;

/** Records are written by callers: what is nested deeper than this is cut, so that nobody's recursion overflows. */
const MAX_NESTING = 24;

function flatten(path: string, key: string, value: Json, depth: number): readonly Named[] {
  if (value === null) return [];
  const reader = READERS.get(key);
  if (reader) return reader(path, value, depth);
  if (!isObject(value) || depth >= MAX_DEPTH) return [[path, clean(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, value]];
  return entries.flatMap(([name, inner]) =>
    inner === undefined ? [] : flatten(`${path}.${name}`, name, inner, depth + 1),
  );
}

/** A list's or object's value without what must not leave the record, however deep it hides. */
function clean(value: Json, nesting = 0): Json {
  if (typeof value !== "object" || value === null) return value;
  if (nesting >= MAX_NESTING) return "…";
  if (isList(value)) return value.map((item) => clean(item, nesting + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !NEVER_SHOWN.has(name))
      .map(([name, inner]) => [
        name,
        name === "environment" ? namesIn(inner ?? null) : clean(inner ?? null, nesting + 1),
      ]),
  );
}

const NEVER_SHOWN: ReadonlySet<string> = new Set(["clientToken", "tokenValue"]);

const nothing: Reader = () => [];

/** Environment variables and secrets: which there are, never what they hold. A placeholder stands in for a hidden list. */
const namesOnly: Reader = (path, value) => [[path, namesIn(value)]];

function namesIn(value: Json): Json {
  if (!isList(value)) return HIDDEN;
  const names = value.flatMap((item) => (isObject(item) ? (textIn(item, "name") ?? []) : []));
  return names.length === 0 && value.length > 0 ? HIDDEN : names.toSorted();
}

/** `[{ key: "team", value: "shop" }]` → `tags.team`. */
function pairs(nameField: string): Reader {
  return byName(nameField, (path, item) => [[path, clean(item["value"] ?? "")]]);
}

/** `[{ name: "app", image: … }]` → `containers.app.image`, without what is empty: an empty list there says nothing. */
const named: Reader = (path, value, depth) =>
  byName("name", (inner, item) => {
    const { name: _name, ...rest } = item;
    const fields = flatten(inner, "", rest, depth + 2);
    return fields.filter(([field, after]) => field === inner || !isEmpty(after));
  })(path, value, depth);

const containers: Reader = (path, value, depth) =>
  named(path.replace(/Definitions$/, "s"), value, depth);

function byName(
  nameField: string,
  read: (path: string, item: JsonObject) => readonly Named[],
): Reader {
  return (path, value) => {
    if (!isList(value)) return [[path, typeof value === "string" ? HIDDEN : clean(value)]];
    if (value.length === 0) return [[path, value]];
    return value.flatMap((item, index) =>
      isObject(item)
        ? read(`${path}.${textIn(item, nameField) ?? String(index)}`, item)
        : [[`${path}.${String(index)}`, clean(item)]],
    );
  };
}

/** Free text under the user's own keys; a log driver's options may hold its token. */
const freeMap: Reader = (path, value) => {
  if (!isObject(value)) return [[path, clean(value)]];
  return Object.entries(value).map(([name, inner]): Named => {
    const secret = /token|password|secret|apikey|api_key/i.test(name);
    return [`${path}.${name}`, secret ? HIDDEN : clean(inner ?? null)];
  });
};

/** The order of subnets and security groups means nothing, and AWS answers in another one than was asked. */
const unordered: Reader = (path, value) => {
  const texts = isList(value) ? value.filter((item) => typeof item === "string") : [];
  const whole = isList(value) && texts.length === value.length;
  return [[path, whole ? texts.toSorted() : clean(value)]];
};

/** Weight and base are 0 where the caller leaves them out; the response spells them. */
const strategy: Reader = (path, value) => {
  return [[path, clean(isList(value) ? value.map(withDefaults) : value)]];
};

function withDefaults(item: Json): Json {
  return isObject(item) ? { ...item, weight: item["weight"] ?? 0, base: item["base"] ?? 0 } : item;
}

const revision: Reader = (path, value) => [
  [path, typeof value === "string" ? revisionName(value) : clean(value)],
];

function isEmpty(value: Json): boolean {
  return isObject(value) ? Object.keys(value).length === 0 : isList(value) && value.length === 0;
}

/** Fields that need more than taking apart, wherever they stand. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["capacityProviderStrategy", strategy],
  ["clientToken", nothing],
  ["containerDefinitions", containers],
  ["containerOverrides", named],
  ["daemonTaskDefinitionArn", revision],
  ["defaultCapacityProviderStrategy", strategy],
  ["dockerLabels", freeMap],
  ["driverOpts", freeMap],
  ["environment", namesOnly],
  ["labels", freeMap],
  ["options", freeMap],
  ["secretOptions", namesOnly],
  ["secrets", namesOnly],
  ["securityGroups", unordered],
  ["settings", pairs("name")],
  ["subnets", unordered],
  ["tags", pairs("key")],
  ["taskDefinition", revision],
  ["taskDefinitionArn", revision],
  ["tokenValue", nothing],
  ["volumeConfigurations", named],
  ["volumes", named],
]);
