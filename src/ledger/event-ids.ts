const CHUNK = 2 ** 12;
const WORDS = 4;

/** What CloudTrail gives: a UUID in small letters. */
const LENGTH = 36;
const HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
const IS_HYPHEN = Array.from({ length: LENGTH }, (_, index) => HYPHENS.has(index));
const HYPHEN = "-".charCodeAt(0);

/** Numbers eventIDs from 0 on, in 25 bytes for each that is a UUID. */
export class EventIDs {
  /** Four words each. */
  readonly #chunks: Uint32Array[] = [];
  /** Numbers from 1 on, where their words lead to or next to it; 0 is free. */
  #table = new Uint32Array(CHUNK);
  readonly #others = new Map<string, number>();
  readonly #words = new Uint32Array(WORDS);
  #size = 0;

  /** How many there are: the next one's number. */
  get size(): number {
    return this.#size;
  }

  /** @param id is not known. */
  add(id: string): void {
    const number = this.#size++;
    if (number % CHUNK === 0) this.#chunks.push(new Uint32Array(CHUNK * WORDS));
    if (!readUuid(id, this.#words)) {
      this.#others.set(id, number);
      return;
    }
    this.#chunks[Math.floor(number / CHUNK)]?.set(this.#words, (number % CHUNK) * WORDS);
    if (this.#size > this.#table.length * FULLEST) this.#grow();
    this.#table[this.#slotOf(this.#words)] = number + 1;
  }

  find(id: string): number | undefined {
    if (!readUuid(id, this.#words)) return this.#others.get(id);
    const found = this.#table[this.#slotOf(this.#words)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Where the words are, or would be. */
  #slotOf(words: Uint32Array): number {
    const last = this.#table.length - 1;
    let slot = mix(words) & last;
    for (;;) {
      const number = (this.#table[slot] ?? 0) - 1;
      if (number < 0 || this.#isAt(number, words)) return slot;
      slot = (slot + 1) & last;
    }
  }

  #isAt(number: number, words: Uint32Array): boolean {
    const chunk = this.#chunks[Math.floor(number / CHUNK)];
    const from = (number % CHUNK) * WORDS;
    for (let index = 0; index < WORDS; index++) {
      if (chunk?.[from + index] !== words[index]) return false;
    }
    return true;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (const found of before) {
      if (found === 0) continue;
      const from = ((found - 1) % CHUNK) * WORDS;
      const chunk = this.#chunks[Math.floor((found - 1) / CHUNK)] ?? before;
      this.#table[this.#slotOf(chunk.subarray(from, from + WORDS))] = found;
    }
  }
}

const FULLEST = 0.75;

/** Whether the text is a UUID in the one way of writing it that leads back to the same text. */
function readUuid(text: string, words: Uint32Array): boolean {
  if (text.length !== LENGTH) return false;
  let word = 0;
  let digits = 0;
  for (let index = 0; index < LENGTH; index++) {
    const code = text.charCodeAt(index);
    if (IS_HYPHEN[index]) {
      if (code !== HYPHEN) return false;
      continue;
    }
    // "0" to "9" and "a" to "f".
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    digits++;
    if (digits % 8 === 0) words[digits / 8 - 1] = word;
  }
  return true;
}

function mix(words: Uint32Array): number {
  let mixed = 0;
  for (let index = 0; index < WORDS; index++) {
    mixed = Math.imul(mixed ^ (words[index] ?? 0), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return mixed >>> 0;
}
