import { MEMORY, NAMED, PLAIN, TYPES } from "./opcodes.ts";

/**
 * Assembles WebAssembly from its text format: the small part of it that our own module is written in (folded
 * expressions, named locals, functions and labels). So the module stands in the source as text, and nothing has to be
 * compiled, downloaded or kept as bytes beside it.
 *
 * @throws Error for text outside of that part: a mistake of ours.
 * @see https://webassembly.github.io/spec/core/text/index.html
 */
export function assemble(text: string): Uint8Array<ArrayBuffer> {
  const [module] = readTerms(text);
  return new Assembler(fieldsOf(module)).write();
}

type Term = string | readonly Term[];

function readTerms(text: string): readonly Term[] {
  const top: Term[] = [];
  const open: Term[][] = [top];
  const tokens = text.replaceAll(/;;[^\n]*/g, "").match(/[()]|"[^"]*"|[^\s()"]+/g) ?? [];
  for (const token of tokens) {
    if (token === "(") {
      const list: Term[] = [];
      open.at(-1)?.push(list);
      open.push(list);
    } else if (token === ")") open.pop();
    else open.at(-1)?.push(token);
  }
  return top;
}

const EMPTY = 0x40;
const END = 0x0b;

/** A function's code as far as it is written, and where its locals are. */
interface Body {
  readonly bytes: number[];
  readonly places: ReadonlyMap<string, number>;
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

class Assembler {
  readonly #functions: readonly (readonly Term[])[];
  readonly #globals: readonly (readonly Term[])[];
  readonly #pages: number;
  /** Of functions and globals, which share no name. */
  readonly #places: ReadonlyMap<string, number>;

  constructor(fields: readonly (readonly Term[])[]) {
    const named = (kind: string) => fields.filter(([first]) => first === kind);
    this.#functions = named("func");
    this.#globals = named("global");
    this.#pages = Number(named("memory")[0]?.at(-1));
    this.#places = new Map(
      [this.#functions, this.#globals].flatMap((terms) =>
        terms.map(([, name], index) => [String(name), index] as const),
      ),
    );
  }

  write(): Uint8Array<ArrayBuffer> {
    const functions = this.#functions;
    return Uint8Array.from([
      ...MAGIC,
      ...section(1, vector(functions.map((one) => signature(one)))),
      ...section(3, vector(functions.map((_one, index) => unsigned(index)))),
      ...section(5, vector([[0, ...unsigned(this.#pages)]])),
      ...section(6, vector(this.#globals.map((one) => this.#global(one)))),
      ...section(7, vector(this.#exports())),
      ...section(10, vector(functions.map((one) => this.#body(one)))),
    ]);
  }

  #global(terms: readonly Term[]): readonly number[] {
    const [type, value] = terms.slice(-2);
    const bytes = [typeOf(listOf(type)[1]), 1];
    this.#write(value, { bytes, places: new Map() }, []);
    return [...bytes, END];
  }

  #exports(): readonly (readonly number[])[] {
    const kept = (terms: readonly (readonly Term[])[], kind: number) =>
      terms.flatMap((term, index) =>
        clauses(term, "export").map(([, name]) => entry(String(name).slice(1, -1), kind, index)),
      );
    return [entry("memory", 2, 0), ...kept(this.#functions, 0), ...kept(this.#globals, 3)];
  }

  #body(terms: readonly Term[]): readonly number[] {
    const parameters = clauses(terms, "param");
    const locals = clauses(terms, "local");
    const places = new Map(
      [...parameters, ...locals].map(([, name], index) => [String(name), index] as const),
    );
    const bytes = [...vector(locals.map(([, , type]) => [1, typeOf(type)]))];
    for (const term of terms.slice(2)) {
      if (!isClause(term)) this.#write(term, { bytes, places }, []);
    }
    return [...unsigned(bytes.length + 1), ...bytes, END];
  }

  /** Appends an expression's code; `labels` are those around it, the innermost first. */
  #write(term: Term | undefined, into: Body, labels: readonly string[]): void {
    const [first, ...rest] = listOf(term);
    const op = String(first);
    const { bytes } = into;
    if (op === "block" || op === "loop") {
      const [label, ...inner] = rest;
      bytes.push(op === "block" ? 2 : 3, EMPTY);
      this.#writeAll(inner, into, [String(label), ...labels]);
      bytes.push(END);
      return;
    }
    if (op === "if") {
      const [condition, then, otherwise] = rest;
      const inside = ["", ...labels];
      this.#write(condition, into, labels);
      bytes.push(4, EMPTY);
      this.#writeAll(listOf(then).slice(1), into, inside);
      if (otherwise !== undefined) bytes.push(5);
      if (otherwise !== undefined) this.#writeAll(listOf(otherwise).slice(1), into, inside);
      bytes.push(END);
      return;
    }
    if (op === "i32.const" || op === "i64.const") {
      bytes.push(op === "i32.const" ? 0x41 : 0x42, ...signed(String(rest[0])));
      return;
    }
    const code = NAMED[op];
    if (code !== undefined) {
      const [name, ...operands] = rest;
      this.#writeAll(operands, into, labels);
      bytes.push(code, ...unsigned(this.#find(op, String(name), into.places, labels)));
      return;
    }
    for (const one of rest) if (typeof one !== "string") this.#write(one, into, labels);
    bytes.push(...simple(op, rest[0]));
  }

  #writeAll(terms: readonly Term[], into: Body, labels: readonly string[]): void {
    for (const term of terms) this.#write(term, into, labels);
  }

  #find(
    op: string,
    name: string,
    places: ReadonlyMap<string, number>,
    labels: readonly string[],
  ): number {
    const found = op.startsWith("local")
      ? (places.get(name) ?? -1)
      : op.startsWith("global") || op === "call"
        ? (this.#places.get(name) ?? -1)
        : labels.indexOf(name);
    if (found < 0) throw new Error(`${op} ${name}: there is none`);
    return found;
  }
}

function simple(op: string, attribute: Term | undefined): readonly number[] {
  const plain = PLAIN[op];
  if (plain !== undefined) return plain;
  const memory = MEMORY[op];
  if (memory === undefined) throw new Error(`${op} is not known`);
  const isOffset = typeof attribute === "string" && attribute.startsWith("offset=");
  return [...memory, 0, ...unsigned(isOffset ? Number(attribute.slice(7)) : 0)];
}

function signature(terms: readonly Term[]): readonly number[] {
  const parameters = clauses(terms, "param").map(([, , type]) => [typeOf(type)]);
  const results = clauses(terms, "result").map(([, type]) => [typeOf(type)]);
  return [0x60, ...vector(parameters), ...vector(results)];
}

const CLAUSES = new Set<Term | undefined>(["param", "result", "local", "export"]);

function isClause(term: Term): boolean {
  return typeof term !== "string" && CLAUSES.has(term[0]);
}

function clauses(terms: readonly Term[], kind: string): readonly (readonly Term[])[] {
  return terms.map((term) => (typeof term === "string" ? [] : term)).filter(([k]) => k === kind);
}

function entry(name: string, kind: number, index: number): readonly number[] {
  const bytes = Array.from(name, (sign) => sign.charCodeAt(0));
  return [...unsigned(bytes.length), ...bytes, kind, ...unsigned(index)];
}

function section(id: number, bytes: readonly number[]): readonly number[] {
  return [id, ...unsigned(bytes.length), ...bytes];
}

function vector(items: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function typeOf(name: Term | undefined): number {
  const type = TYPES[String(name)];
  if (type === undefined) throw new Error(`${String(name)} is no type`);
  return type;
}

function listOf(term: Term | undefined): readonly Term[] {
  if (term === undefined || typeof term === "string") throw new Error("a list was expected");
  return term;
}

function fieldsOf(module: Term | undefined): readonly (readonly Term[])[] {
  return listOf(module)
    .slice(1)
    .map((field) => listOf(field));
}

/** LEB128. */
function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

function signed(value: string): readonly number[] {
  const bytes: number[] = [];
  // Most are small, and many.
  const small = Number(value);
  if (small >= 0 && small < 64) return [small];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    const isLast = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(isLast ? low : low | 128);
    if (isLast) return bytes;
  }
}
