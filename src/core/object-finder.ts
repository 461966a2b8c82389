import { isSpace } from "./json-text.ts";

/** Of keys that are looked for in one text. */
const MOST_KEYS = 8;
/** The key that records start with as AWS writes them. */
const USUAL = "eventVersion";
/** A record written as a JSON string. */
const QUOTED = '"{\\"';

/**
 * Finds where a damaged text can be read again: the next object whose first key is a given one or `eventVersion`.
 * Remembers what it found, and looks for a few keys only, so that many questions about one text cost one pass over it.
 */
export class ObjectFinder {
  readonly #text: string;
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The object's place at or after `from`; Infinity where there is none. */
  find(firstKey: string, from: number): number {
    const key = JSON.stringify(firstKey);
    const usual = this.#ask(`"${USUAL}"`, from);
    const isAsked = this.#next.has(key) || this.#next.size < MOST_KEYS;
    return isAsked ? Math.min(usual, this.#ask(key, from)) : usual;
  }

  /** As `find`, for objects that are written as strings. */
  findQuoted(from: number): number {
    return this.#ask(QUOTED, from);
  }

  #ask(needle: string, from: number): number {
    const known = this.#next.get(needle);
    if (known !== undefined && known >= from) return known;
    const found = needle === QUOTED ? this.#text.indexOf(QUOTED, from) : this.#search(needle, from);
    const place = found < 0 ? Number.POSITIVE_INFINITY : found;
    this.#next.set(needle, place);
    return place;
  }

  #search(needle: string, from: number): number {
    const text = this.#text;
    for (let at = text.indexOf(needle, from); at >= 0;) {
      let before = at - 1;
      while (before >= from && isSpace(text.charCodeAt(before))) before--;
      if (before >= from && text[before] === "{") return before;
      at = text.indexOf(needle, at + needle.length);
    }
    return -1;
  }
}
