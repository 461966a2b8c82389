/** A value of Terraform's language. Objects are maps; `Expression` stands as it is. */
export type Hcl =
  | string
  | number
  | boolean
  | Expression
  | JsonEncoded
  | readonly Hcl[]
  | { readonly [key: string]: Hcl | undefined };

/** A reference or call: `aws_sqs_queue.events.arn`. Never made of what somebody else wrote. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `jsonencode(…)` of a value. */
export class JsonEncoded {
  readonly value: Hcl;
  constructor(value: Hcl) {
    this.value = value;
  }
}

/** What stands between the braces of a block, in order. */
export type HclBody = readonly (HclAttribute | HclBlock)[];
type HclAttribute = readonly [name: string, value: Hcl];

export interface HclBlock {
  /** `resource "aws_sqs_queue" "events"`; labels are quoted. */
  readonly block: string;
  readonly labels?: readonly string[];
  readonly body: HclBody;
  /** Lines above it. */
  readonly comment?: readonly string[];
}

/** Blocks as the text of a file, laid out as `terraform fmt` does. */
export function writeHcl(blocks: readonly HclBlock[]): string {
  return blocks.map((block) => `${writeBlock(block, "").join("\n")}\n`).join("\n");
}

function writeBlock(
  { block, labels = [], body, comment = [] }: HclBlock,
  indent: string,
): readonly string[] {
  const head = [block, ...labels.map(quote)].join(" ");
  const lines = comment.map((line) => `${indent}# ${line}`);
  if (body.length === 0) return [...lines, `${indent}${head} {}`];
  return [...lines, `${indent}${head} {`, ...writeBody(body, `${indent}  `), `${indent}}`];
}

function writeBody(body: HclBody, indent: string): readonly string[] {
  const lines: string[] = [];
  let run: Pair[] = [];
  const flush = (): void => {
    lines.push(...writePairs(run, indent));
    run = [];
  };
  for (const part of body) {
    if ("block" in part) {
      flush();
      if (lines.length > 0) lines.push("");
      lines.push(...writeBlock(part, indent));
    } else {
      const [name, value] = part;
      run.push({ key: name, text: write(value, indent) });
    }
  }
  flush();
  return lines;
}

interface Pair {
  readonly key: string;
  readonly text: string;
}

/** Equals signs stand below each other in lines that follow each other; a value of several lines stands alone. */
function writePairs(pairs: readonly Pair[], indent: string): readonly string[] {
  const lines: string[] = [];
  for (let index = 0; index < pairs.length;) {
    const rest = pairs.slice(index);
    const long = rest.findIndex(({ text }) => text.includes("\n"));
    const run = rest.slice(0, long === -1 ? rest.length : Math.max(long, 1));
    const width = Math.max(...run.map(({ key }) => key.length));
    for (const { key, text } of run) lines.push(`${indent}${key.padEnd(width)} = ${text}`);
    index += run.length;
  }
  return lines;
}

function write(value: Hcl, indent: string): string {
  if (value instanceof JsonEncoded) return `jsonencode(${write(value.value, indent)})`;
  if (value instanceof Expression) return value.text;
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object") return String(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.every((item) => typeof item !== "object" || item instanceof Expression)) {
      const line = `[${value.map((item) => write(item, inner)).join(", ")}]`;
      if (line.length <= 100) return line;
    }
    return `[\n${value.map((item) => `${inner}${write(item, inner)},\n`).join("")}${indent}]`;
  }
  const pairs = Object.entries(value).flatMap(([key, one]): readonly Pair[] =>
    one === undefined ? [] : [{ key: keyOf(key), text: write(one, inner) }],
  );
  return pairs.length === 0 ? "{}" : `{\n${writePairs(pairs, inner).join("\n")}\n${indent}}`;
}

function isList(value: object): value is readonly Hcl[] {
  return Array.isArray(value);
}

/** Words of the language that would be read as such. */
const RESERVED = new Set(["for", "in", "if", "null", "true", "false"]);

function keyOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) && !RESERVED.has(key) ? key : quote(key);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Nothing in it is an escape, an interpolation or a directive any more. */
function quote(text: string): string {
  const safe = text
    .replace(/["\\\n\r\t]/g, (character) => ESCAPES.get(character) ?? character)
    .replace(/\p{Cc}|[\u2028\u2029]/gu, escaped)
    .replace(/[$%](?=\{)/g, (sign) => sign + sign);
  return `"${safe}"`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
