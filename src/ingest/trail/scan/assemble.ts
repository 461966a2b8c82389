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
  for (const [token] of text.replaceAll(/;;[^\n]*/g, "").matchAll(/[()]|"[^"]*"|[^\s()"]+/g)) {
    if (token === "(") {
      const list: Term[] = [];
      open.at(-1)?.push(list);
      open.push(list);
    } else if (token === ")") open.pop();
    else open.at(-1)?.push(token);
  }
  return top;
}

const TYPES: Readonly<Record<string, number>> = { i32: 0x7f, i64: 0x7e, v128: 0x7b };
const EMPTY = 0x40;

/** Operations without anything beside their operands. */
const PLAIN: Readonly<Record<string, readonly number[]>> = {
  return: [0x0f],
  drop: [0x1a],
  select: [0x1b],
  "i32.eqz": [0x45],
  "i32.eq": [0x46],
  "i32.ne": [0x47],
  "i32.lt_u": [0x49],
  "i32.gt_u": [0x4b],
  "i32.le_u": [0x4d],
  "i32.ge_u": [0x4f],
  "i64.eqz": [0x50],
  "i64.eq": [0x51],
  "i64.lt_u": [0x54],
  "i64.gt_u": [0x56],
  "i32.clz": [0x67],
  "i32.ctz": [0x68],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.mul": [0x6c],
  "i32.and": [0x71],
  "i32.or": [0x72],
  "i32.xor": [0x73],
  "i32.shl": [0x74],
  "i32.shr_u": [0x76],
  "i64.ctz": [0x7a],
  "i64.add": [0x7c],
  "i64.mul": [0x7e],
  "i64.or": [0x84],
  "i64.shl": [0x86],
  "i64.shr_u": [0x88],
  "i32.wrap_i64": [0xa7],
  "i64.extend_i32_u": [0xad],
  "memory.copy": [0xfc, 0x0a, 0, 0],
  "memory.fill": [0xfc, 0x0b, 0],
  "i8x16.splat": [0xfd, 0x0f],
  "i8x16.eq": [0xfd, 0x23],
  "i8x16.lt_u": [0xfd, 0x26],
  "i8x16.le_u": [0xfd, 0x2a],
  "v128.or": [0xfd, 0x50],
  "i8x16.bitmask": [0xfd, 0x64],
};

/** Operations on memory: with how it is aligned (any address will do) and an offset behind them. */
const MEMORY: Readonly<Record<string, readonly number[]>> = {
  "i32.load": [0x28],
  "i64.load": [0x29],
  "i32.load8_u": [0x2d],
  "i32.load16_u": [0x2f],
  "i32.store": [0x36],
  "i64.store": [0x37],
  "i32.store8": [0x3a],
  "i32.store16": [0x3b],
  "v128.load": [0xfd, 0x00],
  "v128.store": [0xfd, 0x0b],
};

/** Operations on something that has a name. */
const NAMED: Readonly<Record<string, number>> = {
  br: 0x0c,
  br_if: 0x0d,
  call: 0x10,
  "local.get": 0x20,
  "local.set": 0x21,
  "local.tee": 0x22,
  "global.get": 0x23,
  "global.set": 0x24,
};

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

class Assembler {
  readonly #functions: readonly (readonly Term[])[];
  readonly #globals: readonly (readonly Term[])[];
  readonly #pages: number;

  constructor(fields: readonly (readonly Term[])[]) {
    const named = (kind: string) => fields.filter(([first]) => first === kind);
    this.#functions = named("func");
    this.#globals = named("global");
    this.#pages = Number(named("memory")[0]?.at(-1));
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
    return [typeOf(listOf(type)[1]), 1, ...this.#expression(value, new Map(), []), 0x0b];
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
    const code = terms.slice(2).filter((term) => !isClause(term));
    const bytes = [
      ...vector(locals.map(([, , type]) => [1, typeOf(type)])),
      ...code.flatMap((term) => this.#expression(term, places, [])),
      0x0b,
    ];
    return [...unsigned(bytes.length), ...bytes];
  }

  #expression(
    term: Term | undefined,
    places: ReadonlyMap<string, number>,
    labels: readonly string[],
  ): readonly number[] {
    const [first, ...rest] = listOf(term);
    const op = String(first);
    const within = (terms: readonly Term[], around: readonly string[] = labels) =>
      terms.flatMap((inner) => this.#expression(inner, places, around));
    if (op === "block" || op === "loop") {
      const [label, ...body] = rest;
      return [op === "block" ? 2 : 3, EMPTY, ...within(body, [String(label), ...labels]), 0x0b];
    }
    if (op === "if") {
      const [condition, then, otherwise] = rest;
      const inside = ["", ...labels];
      const [, ...yes] = listOf(then);
      const no = otherwise === undefined ? [] : [5, ...within(listOf(otherwise).slice(1), inside)];
      return [...within([condition ?? ""]), 4, EMPTY, ...within(yes, inside), ...no, 0x0b];
    }
    if (op === "i32.const" || op === "i64.const") {
      return [op === "i32.const" ? 0x41 : 0x42, ...signed(BigInt(String(rest[0])))];
    }
    const code = NAMED[op];
    if (code !== undefined) {
      const [name, ...operands] = rest;
      return [...within(operands), code, ...unsigned(this.#find(op, String(name), places, labels))];
    }
    return [...within(rest.filter((one) => typeof one !== "string")), ...simple(op, rest[0])];
  }

  #find(
    op: string,
    name: string,
    places: ReadonlyMap<string, number>,
    labels: readonly string[],
  ): number {
    const among = (terms: readonly (readonly Term[])[]) =>
      terms.findIndex(([, known]) => known === name);
    const found = op.startsWith("local")
      ? (places.get(name) ?? -1)
      : op.startsWith("global")
        ? among(this.#globals)
        : op === "call"
          ? among(this.#functions)
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

function signed(value: bigint): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 127n);
    const isLast = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(isLast ? low : low | 128);
    if (isLast) return bytes;
  }
}
