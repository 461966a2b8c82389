import { firstText, holdsText } from "./json-text.ts";
import { ObjectFinder } from "./object-finder.ts";
import { parseJson } from "./read-field.ts";
import type { Json } from "./record.ts";
import { scanJson, type Damage, type ScannedValue, type Span } from "./scan-json.ts";

/** One JSON value of a text, or what stands in the place of one. */
export type Piece =
  | { readonly value: Json; readonly position: string }
  | { readonly flaw: string; readonly position: string };

/** The AWS CLI's text output: the rows below an event, and the token of the next page. */
const CLI_ROW = /^(?:RESOURCES|NEXTTOKEN)\t/;
const NEXT_START = /\n(?=\{|\[|"\{|"\[)/g;
const SHOWN = 24;

/**
 * Reads all JSON values of a text: one, one per line, or several one after another with anything between them. A value
 * that is damaged loses only what is damaged. Takes time in proportion to the text, whatever it holds.
 *
 * @param isList whether a list under a path of keys (`Records`, `ResultSet.Rows`; `""` at the top) holds things that are
 *   whole each by itself.
 */
export function readJsonStream(text: string, isList: (path: string) => boolean): readonly Piece[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [{ value: whole, position: "" }];
  return new Stream(text, isList).read();
}

const NOTHING_LISTED = { keys: [], areTexts: false } as const;

class Stream {
  readonly text: string;
  readonly isList: (path: string) => boolean;
  readonly finder: ObjectFinder;
  readonly pieces: Piece[] = [];
  readonly isOneLine: boolean;
  /** Something looked like JSON at least. */
  hasShape = false;
  /** A list that broke off without losing anything, until its end turns up behind the lines that were read by themselves. */
  openList: Piece | undefined;
  /** Text without any value is passed over up to here: the rest of a line that held one. */
  ignoredTo = 0;
  /** Where the last value ended. */
  valueTo = -1;
  /** How the things of the last list start: where a lost backslash ends it early, the rest of them stands behind it. */
  listed: { readonly keys: readonly string[]; readonly areTexts: boolean } = NOTHING_LISTED;
  /** The line that positions were last told in, so that lines are counted once. */
  line = 1;
  countedTo = 0;
  /** The end of the line last asked for. */
  lineSpan: Span = { from: 0, to: 0 };

  constructor(text: string, isList: (path: string) => boolean) {
    this.text = text;
    this.isList = isList;
    this.finder = new ObjectFinder(text);
    this.isOneLine = !text.trim().includes("\n");
  }

  /** Lines that are values by themselves are taken as such; what stands between them is scanned. */
  read(): readonly Piece[] {
    const { text } = this;
    let scannedTo = 0;
    for (let start = 0; start < text.length;) {
      const end = this.endOfLine(start);
      const value = readLine(text, start, end);
      if (value !== undefined) {
        this.scan(scannedTo, start);
        this.pushValue(value, start, end);
        scannedTo = end;
      }
      start = end;
    }
    this.scan(scannedTo, text.length);
    if (this.openList !== undefined) this.pieces.push(this.openList);
    if (this.hasShape || this.pieces.length === 1) return this.pieces;
    return [{ flaw: "not JSON", position: this.isOneLine ? "character 1" : "line 1" }];
  }

  scan(from: number, end: number): void {
    let at = this.skipSigns(from, end);
    while (at < end) {
      const next = this.startsValue(at) ? this.readValue(at, end) : this.skipJunk(at, end);
      at = this.skipSigns(next, end);
    }
  }

  skipSigns(from: number, end: number): number {
    const at = firstText(this.text, from, end);
    if (this.text.slice(from, at).includes("]")) this.openList = undefined;
    return at;
  }

  startsValue(at: number): boolean {
    const first = this.text[at];
    return first === "{" || first === "[" || (first === '"' && holdsText(this.text, at));
  }

  readValue(start: number, end: number): number {
    this.hasShape = true;
    if (this.text[start] === '"') return this.readString(start, end);
    const { text, isList, finder } = this;
    const scanned = scanJson(text, start, { end, isList, finder });
    this.listed = this.howListed(scanned);
    const isSound = scanned.broken === undefined && scanned.damage.length === 0;
    const value = isSound ? parseJson(text.slice(start, scanned.to)) : undefined;
    if (value !== undefined) this.pushValue(value, start, scanned.to);
    else if (scanned.list !== undefined) this.pushList(start, scanned, scanned.list);
    else if (scanned.broken === undefined) this.pushFlaw("not JSON", start, scanned.to);
    return scanned.broken === undefined ? scanned.to : this.breakOff(start, end, scanned);
  }

  howListed({ list, keys }: ScannedValue): Stream["listed"] {
    if (list === undefined) return NOTHING_LISTED;
    const [item] = list.items;
    return { keys, areTexts: item !== undefined && this.text[item.from] === '"' };
  }

  /** A record as a JSON string: it ends at the first quote that no backslash stands before, or it is damaged. */
  readString(start: number, end: number): number {
    let at = start + 1;
    while (at < end && this.text[at] !== '"' && this.text[at] !== "\n") {
      at += this.text[at] === "\\" ? 2 : 1;
    }
    const value = this.text[at] === '"' ? parseJson(this.text.slice(start, at + 1)) : undefined;
    if (value === undefined) {
      const next = Math.min(this.endOfLine(start), end);
      this.pushFlaw("not JSON", start, next);
      return next;
    }
    this.pushValue(value, start, at + 1);
    return at + 1;
  }

  /** The whole things of a damaged list, in the list's place; what is no JSON after all is damage too. */
  pushList(start: number, { damage, to }: ScannedValue, list: NonNullable<ScannedValue["list"]>) {
    const values: Json[] = [];
    const bad: Damage[] = [...damage];
    for (const { from, to: end } of list.items) {
      const value = parseJson(this.text.slice(from, end));
      if (value === undefined) bad.push({ from, at: from, isCut: false });
      else values.push(value);
    }
    if (values.length > 0) this.pushValue(wrap(list.path, values), start, to);
    for (const one of bad.toSorted((a, b) => a.from - b.from)) this.pushDamage(one);
  }

  /** Where a value broke off: says so, unless nothing is lost, and finds where to go on. */
  breakOff(start: number, end: number, scanned: ScannedValue): number {
    const { broken, keys, resumeFrom } = scanned;
    if (broken === undefined) return scanned.to;
    const next = Math.min(
      end,
      this.nextStart(start, broken.at),
      ...keys.map((key) => this.finder.find(key, resumeFrom)),
    );
    const isLost = firstText(this.text, broken.from, next) < next;
    if (isLost || next === this.text.length) this.pushDamage(broken, next);
    else if (broken.isCut) {
      this.openList = { flaw: "cut off: it has no end", position: this.positionOf(broken.from) };
    }
    return next;
  }

  /** After one damaged line the next one; after a value of several lines the next that starts as one. */
  nextStart(start: number, at: number): number {
    const { text } = this;
    if (this.endOfLine(start) > at) return this.endOfLine(start);
    NEXT_START.lastIndex = at - 1;
    const found = NEXT_START.exec(text);
    return found === null ? text.length : found.index + 1;
  }

  /** Text that is no JSON: what stands before or after a value on its line belongs to it, other lines are counted. */
  skipJunk(at: number, end: number): number {
    const { text } = this;
    const lineEnd = Math.min(this.endOfLine(at), end);
    const next = Math.min(this.nextThing(at), lineEnd);
    // With members in it, it is what a damaged object left behind.
    const isAside = next < lineEnd || at < this.ignoredTo;
    const isRemains = isAside && !this.isGlued(at) && text.slice(at, next).includes('":');
    const isIndented = at > 0 && (text[at - 1] === " " || text[at - 1] === "\t");
    const last = this.pieces.at(-1);
    const isKnown =
      isAside ||
      (isIndented && last !== undefined && "flaw" in last) ||
      CLI_ROW.test(text.slice(at, at + 16));
    if (isRemains || !isKnown) this.pushFlaw("not JSON", at, next);
    return next;
  }

  /** The next thing that starts as records do, or as the things of the last list. */
  nextThing(at: number): number {
    const { finder, listed } = this;
    const places = ["", ...(at < this.ignoredTo ? listed.keys : [])].map((key) =>
      finder.find(key, at),
    );
    const isAmongTexts = listed.areTexts && at < this.ignoredTo;
    return Math.min(...places, isAmongTexts ? finder.findQuoted(at) : Number.POSITIVE_INFINITY);
  }

  /** Right behind a value, without any space: what a value that was closed too early goes on with. */
  isGlued(at: number): boolean {
    const { text, valueTo } = this;
    return valueTo >= 0 && at - valueTo < SHOWN && !/\s/.test(text.slice(valueTo, at));
  }

  pushValue(value: Json, from: number, to: number): void {
    this.hasShape = true;
    this.pieces.push({ value, position: this.positionOf(from) });
    this.valueTo = to;
    this.ignoredTo = to > 0 && this.text[to - 1] === "\n" ? to : this.endOfLine(to);
  }

  pushDamage({ from, at, isCut }: Damage, to = at): void {
    if (!isCut) {
      const shown = JSON.stringify(this.text.slice(at, at + SHOWN));
      return this.pushFlaw(`not JSON from ${shown} on`, from, to);
    }
    const ending = to >= this.text.length ? "the text" : "its line";
    return this.pushFlaw(`cut off: ${ending} ends inside of it`, from, to);
  }

  pushFlaw(flaw: string, from: number, to: number): void {
    this.pieces.push({ flaw, position: this.positionOf(from) });
    this.ignoredTo = Math.max(this.ignoredTo, to);
  }

  positionOf(at: number): string {
    if (this.isOneLine) return `character ${at + 1}`;
    for (;;) {
      const next = this.text.indexOf("\n", this.countedTo);
      if (next < 0 || next >= at) return `line ${this.line}`;
      this.line++;
      this.countedTo = next + 1;
    }
  }

  /** The start of the next line. */
  endOfLine(at: number): number {
    const { from, to } = this.lineSpan;
    if (at >= from && at < to) return to;
    const found = this.text.indexOf("\n", at);
    const end = found < 0 ? this.text.length : found + 1;
    this.lineSpan = { from: at, to: end };
    return end;
  }
}

/** A line that is a value by itself, and starts at its very start, as lines of NDJSON do and those of a pretty print do not. */
function readLine(text: string, start: number, end: number): Json | undefined {
  const first = text[start];
  if (first !== "{" && first !== "[" && first !== '"') return undefined;
  let last = end - 1;
  while (last > start && (text[last] === "\n" || text[last] === "\r")) last--;
  const closer = first === "{" ? "}" : first === "[" ? "]" : '"';
  if (text[last] !== closer || (first === '"' && !holdsText(text, start))) return undefined;
  return parseJson(text.slice(start, last + 1));
}

/** A list in the objects that its path of keys names. */
function wrap(path: string, values: readonly Json[]): Json {
  const keys = path === "" ? [] : path.split(".");
  return keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), values);
}
