/** Of keys that the things of one text start with. */
const MOST_KEYS = 8;

/**
 * Finds where a damaged text can be read again: the next object whose first key is a given one. Remembers what it found,
 * and looks for a few keys only, so that many questions about one text cost one pass over it.
 */
export class ObjectFinder {
  readonly #text: string;
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The object's place at or after `from`; Infinity where there is none. */
  find(firstKey: string, from: number): number {
    const key = this.#next.has(firstKey) || this.#next.size < MOST_KEYS ? firstKey : "eventVersion";
    const known = this.#next.get(key);
    if (known !== undefined && known >= from) return known;
    const found = this.#search(JSON.stringify(key), from);
    this.#next.set(key, found);
    return found;
  }

  #search(needle: string, from: number): number {
    const text = this.#text;
    for (let at = text.indexOf(needle, from); at >= 0;) {
      let before = at - 1;
      while (before >= from && isSpace(text.charCodeAt(before))) before--;
      if (before >= from && text[before] === "{") return before;
      at = text.indexOf(needle, at + needle.length);
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** JSON's white space. */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}
