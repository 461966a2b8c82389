import { firstText, hasText, holdsText, isSpace } from "./json-text.ts";
import type { ObjectFinder } from "./object-finder.ts";

const OPENERS = { "{": "}", "[": "]" } as const;
const SCALAR = /true|false|null|-?\d[\d.eE+-]{0,400}/y;
const FIRST_KEY = /"([^"\\]+)"\s*:/;
const LITERALS = ["true", "false", "null"];
/** Deeper nesting is hostile; the scan gives up there, so that no text can make it start over and over again. */
const DEEPEST = 128;
/** Of a key that is told from others. */
const LONGEST_KEY = 64;

/** Where in a text something stands: from (included) to (excluded). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One JSON value of a text that as a whole is none. */
export interface ScannedValue {
  /** Up to where it was understood: after its end, or where it breaks off. */
  readonly to: number;
  /** The list of things in it, if there is one: where the whole ones are. */
  readonly list?: { readonly path: string; readonly items: readonly Span[] };
  /** Things of the list that were left out, in order. */
  readonly damage: readonly Damage[];
  /** Where and how it breaks off; absent where it has an end. */
  readonly broken?: Damage;
  /** The keys that it, and the things of its list, start with: what comes next may start with them too. */
  readonly keys: readonly string[];
  /** From where on the next value may start, where this one breaks off. */
  readonly resumeFrom: number;
}

/** Something that could not be read. */
export interface Damage {
  /** Where it starts. */
  readonly from: number;
  /** What cannot stand where it stands. */
  readonly at: number;
  /** Nothing is wrong with it but that it ends too early. */
  readonly isCut: boolean;
}

/** What the scan of damaged text may rely on. */
export interface ScanSettings {
  /** Where to stop. */
  readonly end: number;
  /** Whether a list under this path of keys (`Records`, `ResultSet.Rows`; `""` at the top) holds things of their own. */
  readonly isList: (path: string) => boolean;
  readonly finder: ObjectFinder;
}

type Expected = "value" | "first-item" | "key" | "first-key" | "colon" | "comma";

interface Level {
  readonly opener: "{" | "[";
  /** The key last read in it. */
  key: string;
}

interface List {
  readonly path: string;
  readonly depth: number;
  readonly bodyAt: number;
  readonly items: Span[];
  itemAt: number | undefined;
  itemKey: string;
}

/**
 * Finds the end of the JSON value that starts at `start`, in one pass and without recursion. Where the value is damaged
 * inside of a list of things, only the damaged thing is left out and the scan goes on at the next one: the next object
 * that starts with the key that the others start with.
 */
export function scanJson(text: string, start: number, settings: ScanSettings): ScannedValue {
  return new Scan(text, start, settings).run();
}

class Scan {
  readonly text: string;
  readonly start: number;
  readonly settings: ScanSettings;
  readonly levels: Level[] = [];
  readonly damage: Damage[] = [];
  list: List | undefined;
  at: number;
  expected: Expected = "value";
  /** Where the scan went on last: it never goes on there again. */
  resumedAt = -1;
  /** The last string that was tried has no end on its line. */
  ranOut = false;
  firstKey = "";
  /** Where the last string started: a lost quote makes a string run over the start of the next thing. */
  stringAt: number;

  constructor(text: string, start: number, settings: ScanSettings) {
    this.text = text;
    this.start = start;
    this.settings = settings;
    this.at = start;
    this.stringAt = start;
  }

  run(): ScannedValue {
    for (;;) {
      const next = this.skipSpace();
      if (next < this.settings.end && this.step(next)) {
        if (this.levels.length === 0) return this.finish();
      } else if (!this.resume(next)) {
        return this.giveUp(Math.min(next, this.settings.end));
      }
    }
  }

  skipSpace(): number {
    let { at } = this;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** Reads one token; false where it cannot stand there. */
  step(at: number): boolean {
    const token = this.text.charAt(at);
    if (token === "{" || token === "[") return this.open(at, token);
    if (token === "}" || token === "]") return this.close(at, token);
    if (token === ",") return this.separate(at);
    if (token === ":") return this.expected === "colon" && this.moveTo(at + 1, "value");
    return token === '"' ? this.readString(at) : this.readScalar(at);
  }

  open(at: number, opener: "{" | "["): boolean {
    if (!this.takesValue() || this.levels.length >= DEEPEST || this.startsAnew(at, opener)) {
      return false;
    }
    this.beginItem(at);
    this.levels.push({ opener, key: "" });
    if (opener === "[" && this.list === undefined) this.beginList(at + 1);
    return this.moveTo(at + 1, opener === "{" ? "first-key" : "first-item");
  }

  beginList(bodyAt: number): void {
    const outer = this.levels.slice(0, -1);
    const isNamed = outer.every(({ key }) => key !== "" && !key.includes("."));
    const path = outer.map(({ key }) => key).join(".");
    const depth = this.levels.length;
    if (!isNamed) return;
    if (!this.settings.isList(path)) return;
    this.list = { path, depth, bodyAt, items: [], itemAt: undefined, itemKey: "" };
  }

  /** An object at the very start of a line, where no list goes on, is the next line's and not this value's. */
  startsAnew(at: number, opener: string): boolean {
    const isLineStart = at > this.start && this.text[at - 1] === "\n";
    return opener === "{" && isLineStart && this.levels.length !== this.list?.depth;
  }

  close(at: number, closer: string): boolean {
    const level = this.levels.at(-1);
    const isComplete =
      this.expected === "comma" || this.expected === "first-key" || this.expected === "first-item";
    if (level === undefined || OPENERS[level.opener] !== closer || !isComplete) return false;
    this.levels.pop();
    this.moveTo(at + 1, "comma");
    this.endItem();
    return true;
  }

  separate(at: number): boolean {
    if (this.expected !== "comma") return false;
    return this.moveTo(at + 1, this.levels.at(-1)?.opener === "{" ? "key" : "value");
  }

  readString(at: number): boolean {
    const isKey = this.expected === "key" || this.expected === "first-key";
    if (!isKey && !this.takesValue()) return false;
    this.stringAt = at;
    const end = this.endOfString(at);
    if (end < 0) return false;
    if (isKey) return this.readKey(at, end);
    if (this.isBetweenItems() && !holdsText(this.text, at)) return false;
    this.beginItem(at);
    this.moveTo(end, "comma");
    this.endItem();
    return true;
  }

  readKey(at: number, end: number): boolean {
    const level = this.levels.at(-1);
    if (level === undefined) return false;
    level.key = end - at > LONGEST_KEY ? "" : this.text.slice(at + 1, end - 1);
    if (this.levels.length === 1 && this.firstKey === "") this.firstKey = level.key;
    const { list } = this;
    if (list?.itemAt !== undefined && list.itemKey === "") list.itemKey = level.key;
    return this.moveTo(end, "colon");
  }

  /** The place after the closing quote; -1 where a line ends or the text does before it. */
  endOfString(at: number): number {
    const { text, settings } = this;
    for (let index = at + 1; index < settings.end; index++) {
      const unit = text.charCodeAt(index);
      if (unit === 34) return index + 1;
      if (unit === 92) index++;
      else if (unit < 32) {
        this.ranOut = unit === 10 || unit === 13;
        return -1;
      }
    }
    this.ranOut = true;
    return -1;
  }

  readScalar(at: number): boolean {
    SCALAR.lastIndex = at;
    const canStand = this.takesValue() && !this.isBetweenItems();
    const match = canStand ? SCALAR.exec(this.text) : null;
    if (match === null || at + match[0].length > this.settings.end) return false;
    return this.moveTo(at + match[0].length, "comma");
  }

  isBetweenItems(): boolean {
    return this.list !== undefined && this.levels.length === this.list.depth;
  }

  takesValue(): boolean {
    return this.expected === "value" || this.expected === "first-item";
  }

  moveTo(at: number, expected: Expected): true {
    this.at = at;
    this.expected = expected;
    return true;
  }

  beginItem(at: number): void {
    if (this.list !== undefined && this.isBetweenItems()) this.list.itemAt = at;
  }

  endItem(): void {
    const { list } = this;
    if (list?.itemAt === undefined || this.levels.length !== list.depth) return;
    list.items.push({ from: list.itemAt, to: this.at });
    list.itemAt = undefined;
  }

  /** Goes on at the next thing of the list after a flaw; false where there is none. */
  resume(at: number): boolean {
    const { list, text } = this;
    if (list === undefined || this.levels.length < list.depth || at >= this.settings.end) {
      return false;
    }
    const lastTo = list.items.at(-1)?.to ?? list.bodyAt;
    const from = Math.max(
      lastTo,
      (list.itemAt ?? -1) + 1,
      this.resumedAt + 1,
      Math.min(this.stringAt, at),
    );
    const { finder } = this.settings;
    const isOfTexts = text.startsWith('"', firstText(text, list.bodyAt, this.settings.end));
    const next = isOfTexts
      ? finder.findQuoted(from)
      : finder.find(list.itemKey || this.firstKeyAfter(list.bodyAt), from);
    if (next >= this.settings.end) return false;
    if (hasText(text, lastTo, next)) {
      this.damage.push({ from: list.itemAt ?? lastTo, at, isCut: this.isCutAt(at) });
    }
    this.levels.length = list.depth;
    list.itemAt = undefined;
    this.stringAt = next;
    this.resumedAt = next;
    return this.moveTo(next, "value");
  }

  /** The key that the things of a list start with, where not even the first one could be read. */
  firstKeyAfter(at: number): string {
    return FIRST_KEY.exec(this.text.slice(at, at + 2 * LONGEST_KEY))?.[1] ?? "";
  }

  finish(): ScannedValue {
    return this.result(this.at);
  }

  /** Nothing is wrong at this place but that text or line end before the value does. */
  isCutAt(at: number): boolean {
    const { text, settings } = this;
    if (text[at] === '"') return this.ranOut;
    const rest = text.slice(at, Math.min(settings.end, at + LONGEST_KEY));
    return (
      this.startsAnew(at, text.charAt(at)) || LITERALS.some((literal) => literal.startsWith(rest))
    );
  }

  giveUp(at: number): ScannedValue {
    const { text, start, list } = this;
    const isCut = this.isCutAt(at);
    const lastTo = list?.items.at(-1)?.to ?? list?.bodyAt ?? start;
    return this.result(at, { from: firstText(text, list?.itemAt ?? lastTo, at), at, isCut });
  }

  result(to: number, broken?: Damage): ScannedValue {
    const { list, damage, firstKey, start, stringAt } = this;
    const keys = [firstKey, list?.itemKey ?? ""];
    return {
      to,
      damage,
      keys,
      resumeFrom: Math.max(start + 1, Math.min(stringAt, to)),
      ...(broken !== undefined && { broken }),
      ...(list !== undefined && { list: { path: list.path, items: list.items } }),
    };
  }
}
