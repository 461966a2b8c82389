import type * as yaml from "yaml";
import type { Document, LineCounter, Node } from "yaml";
import type { ConfigSchema } from "./config-schema.ts";
import { nearest } from "../core/nearest.ts";

/** Something wrong in the configuration, and where it stands; both count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** What is wrong: `accounts[0].id is "12"`. */
  readonly says: string;
  /** What to write instead, as a sentence. */
  readonly accepts: string;
}

/** What reading by a schema came to. */
export interface ReadBySchema {
  /** Plain objects for fields, maps for free names; only of use where there are no problems. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a field stands by its path: `accounts[0].via`. The nearest known parent answers for what is missing. */
  readonly at: (path: string) => { readonly line: number; readonly column: number };
}

/** What of `yaml` is needed; loaded by the caller, because it takes a while. */
export type Yaml = Pick<typeof yaml, "isAlias" | "isMap" | "isPair" | "isScalar" | "isSeq">;

/** Reads a YAML or JSON document by a schema, and says of everything that does not fit where it stands. */
export function readBySchema(
  yaml: Yaml,
  document: Document,
  lines: LineCounter,
  schema: ConfigSchema,
): ReadBySchema {
  const reader = new SchemaReader(yaml, document, lines);
  const value = reader.read(document.contents ?? undefined, schema, "");
  return { value, problems: reader.problems, at: (path) => reader.at(path) };
}

class SchemaReader {
  readonly problems: Problem[] = [];
  readonly #yaml: Yaml;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #offsets = new Map<string, number>([["", 0]]);

  constructor(yaml: Yaml, document: Document, lines: LineCounter) {
    this.#yaml = yaml;
    this.#document = document;
    this.#lines = lines;
  }

  at(path: string): { readonly line: number; readonly column: number } {
    const offset = this.#offsets.get(path);
    if (offset === undefined) return this.at(path.replace(/(?:^|\.)[^.[]*$|\[\d+\]$/, ""));
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  read(given: unknown, schema: ConfigSchema, path: string): unknown {
    const node = this.#resolve(given);
    if (node?.range && path !== "" && !this.#offsets.has(path)) {
      this.#offsets.set(path, node.range[0]);
    }
    if (schema.anyOf) return this.#readAny(node, schema, schema.anyOf, path);
    if (schema.type === "object") return this.#readObject(node, schema, path);
    if (schema.type === "array") return this.#readList(node, schema, path);
    return this.#readText(node, schema, path);
  }

  /** A list is read as the kind that is a list, anything else as the kind that is not. */
  #readAny(
    node: Node | undefined,
    schema: ConfigSchema,
    kinds: readonly ConfigSchema[],
    path: string,
  ): unknown {
    const isList = this.#yaml.isSeq(node);
    const kind = kinds.find(({ type }) => (type === "array") === isList) ?? schema;
    return this.read(node, isList ? kind : { ...kind, description: schema.description }, path);
  }

  #readObject(node: Node | undefined, schema: ConfigSchema, path: string): unknown {
    if (!this.#yaml.isMap(node)) return this.#refuse(node, schema, path, "a mapping");
    const { properties = {}, additionalProperties, required = [] } = schema;
    const found = new Map<string, unknown>();
    for (const { key, value } of node.items) {
      const name = this.#nameOf(key);
      const below = path === "" ? name : `${path}.${name}`;
      const part = Object.hasOwn(properties, name)
        ? properties[name]
        : additionalProperties || undefined;
      this.#note(below, key);
      if (part) found.set(name, this.read(value, part, below));
      else this.#unknown(name, below, Object.keys(properties));
    }
    for (const name of required.filter((field) => !found.has(field))) {
      const part = properties[name];
      this.#problem(path, `${path} has no ${name}`, part ? wish(part) : "");
    }
    return schema.properties ? Object.fromEntries(found) : found;
  }

  #readList(node: Node | undefined, schema: ConfigSchema, path: string): unknown {
    const { items } = schema;
    if (!this.#yaml.isSeq(node) || !items) return this.#refuse(node, schema, path, "a list");
    return node.items.map((item, index) => this.read(item, items, `${path}[${String(index)}]`));
  }

  #readText(node: Node | undefined, schema: ConfigSchema, path: string): unknown {
    const text = this.#textOf(node);
    if (text === undefined) return this.#refuse(node, schema, path, "a text");
    const fits =
      schema.const === undefined
        ? new RegExp(schema.pattern ?? "", "u").test(text)
        : text === schema.const;
    const shown = schema.writeOnly ? "not accepted" : quote(text);
    if (!fits) this.#problem(path, `${path} is ${shown}`, wish(schema));
    return text;
  }

  /** As it was written: an account's id may begin with a zero, which a number would lose. */
  #textOf(node: Node | undefined): string | undefined {
    if (!this.#yaml.isScalar(node)) return undefined;
    if (typeof node.value === "string") return node.value;
    return typeof node.value === "number" || typeof node.value === "boolean"
      ? node.source
      : undefined;
  }

  #nameOf(key: unknown): string {
    return this.#yaml.isScalar(key) ? (this.#textOf(key) ?? key.source ?? "") : "?";
  }

  #resolve(given: unknown): Node | undefined {
    const { isAlias, isMap, isScalar, isSeq } = this.#yaml;
    if (isAlias(given)) return this.#resolve(given.resolve(this.#document));
    return isMap(given) || isSeq(given) || isScalar(given) ? given : undefined;
  }

  /** A field is found at its name, whatever its value is. */
  #note(path: string, key: unknown): void {
    if (this.#yaml.isScalar(key) && key.range) this.#offsets.set(path, key.range[0]);
  }

  #unknown(name: string, path: string, fields: readonly string[]): void {
    const near = nearest(name, fields)[0];
    const meant = near === undefined ? "" : `Did you mean ${near}? `;
    this.#problem(path, `${path} is not known`, `${meant}Accepted here: ${fields.join(", ")}.`);
  }

  #refuse(node: Node | undefined, schema: ConfigSchema, path: string, wanted: string): undefined {
    const where = path === "" ? "the configuration" : path;
    this.#problem(path, `${where} is ${this.#kindOf(node)}, not ${wanted}`, wish(schema));
  }

  #kindOf(node: Node | undefined): string {
    if (this.#yaml.isMap(node)) return "a mapping";
    if (this.#yaml.isSeq(node)) return "a list";
    const text = this.#textOf(node);
    return text === undefined ? "empty" : quote(text);
  }

  #problem(path: string, says: string, accepts: string): void {
    this.problems.push({ ...this.at(path), says, accepts });
  }
}

const LONGEST_QUOTE = 80;

/** What the user wrote, quoted and cut. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}

/** `Write an account's 12 digits, as in 210987654321.` */
function wish({ description, examples: [example] = [] }: ConfigSchema): string {
  return `Write ${description}${example === undefined ? "" : `, as in ${example}`}.`;
}
