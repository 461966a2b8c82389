import { writeInterest, type Interest } from "./interest.ts";
import { PLACES, STATUS } from "./layout.ts";
import type { FileSpan } from "../scanner.ts";
import type { ScanExports } from "./web-assembly.ts";

const PAGE = 65_536;
/** How far back packed text refers to itself, at most: so much of what was read may have to stay. */
export const FARTHEST = 32_768;
/** The finder reads a few signs at once: so many zeros behind the text, and no sign is asked whether it is the last. */
const ZEROS = 64;
/** What unpacks into the window may write over its end. */
const SLACK = 512;
const ESCAPES = '"\\/bfnrt';
const HEX = "0123456789abcdefABCDEF";
const ENDPOINT = "abcdefghijklmnopqrstuvwxyz0123456789.-";

/** A part of what was taken: JSON texts, each with a comma behind it, and which records of the file they are. */
export interface Taken {
  readonly text: Uint8Array<ArrayBuffer>;
  /** Counted from 1. */
  readonly ordinals: readonly number[];
}

export type Status = (typeof STATUS)[keyof typeof STATUS];

/**
 * Reads the bytes of one `{"Records":[…]}` after another through a window: checks that they are valid JSON, counts the
 * records, and takes those out that may be wanted. It never leaves out a wanted one; it also takes those of which it
 * cannot be sure without reading them (odd types, escapes in keys, no time).
 */
export class RecordFinder {
  readonly #exports: ScanExports;
  #capacity = 0;
  /** How much of what was read stays in the window all the same, because what unpacks into it copies from there. */
  #history = 0;
  /** Where the text that is not yet read begins in the window, and where it ends. */
  #from = 0;
  #end = 0;
  #window = Buffer.alloc(0);

  constructor(exports: ScanExports, interest: Interest, capacity: number) {
    this.#exports = exports;
    this.#resize(capacity);
    const memory = new Uint8Array(this.#exports.memory.buffer);
    for (const sign of ESCAPES) memory[PLACES.escapes + sign.charCodeAt(0)] = 2;
    memory[PLACES.escapes + "u".charCodeAt(0)] = 6;
    for (const sign of HEX) memory[PLACES.hex + sign.charCodeAt(0)] = 1;
    for (const sign of ENDPOINT) memory[PLACES.endpoint + sign.charCodeAt(0)] = 1;
    writeInterest(interest, new Int32Array(this.#exports.memory.buffer));
  }

  /** Begins with another file. */
  begin(history: number): void {
    const { memory, state, records, oldest, newest, mixed } = this.#exports;
    const places = new Uint8Array(memory.buffer, PLACES.region, 128);
    places[0] = 0;
    places[PLACES.account - PLACES.region] = 0;
    mixed.value = 0;
    state.value = 0;
    records.value = 0;
    oldest.value = 9_999_999_999_999_999n;
    newest.value = 0n;
    this.#history = history;
    this.#from = 0;
    this.#end = 0;
  }

  /** Where the next bytes of the text are to be written in the memory. */
  room(): { readonly at: number; readonly length: number } {
    return { at: PLACES.window + this.#end, length: this.#capacity - this.#unread };
  }

  memory(at: number, to: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, at, to - at);
  }

  /** Reads on, with so many new bytes in the window; asks for `taken` until it wants more, is done or gives up. */
  read(count: number, isLast: boolean, onTaken: (taken: Taken) => void): Status {
    const { find, at, taken, out } = this.#exports;
    this.#end += count;
    this.#window.fill(0, this.#end, this.#end + ZEROS);
    const start: number = PLACES.window;
    for (let from = start + this.#from; ; from = at.value) {
      taken.value = 0;
      out.value = start + this.#window.length;
      const status = find(from, start + this.#end, isLast ? 1 : 0) as Status;
      if (taken.value > 0) onTaken(this.#take());
      if (status === STATUS.full) continue;
      if (status === STATUS.more) this.#slide(at.value - start);
      return status;
    }
  }

  /** Makes room for a record that is larger than the window. */
  grow(): void {
    const kept = Buffer.from(this.#window.subarray(0, this.#end));
    this.#resize(this.#capacity * 2);
    kept.copy(this.#window);
  }

  get isFull(): boolean {
    return this.#unread >= this.#capacity;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** How many records the file holds, as far as it was read. */
  get records(): number {
    return this.#exports.records.value;
  }

  /** The records' one account and region, and their times; undefined where they differ, or one says otherwise. */
  get span(): FileSpan | undefined {
    const { oldest, newest, mixed } = this.#exports;
    if (newest.value === 0n || mixed.value !== 0) return undefined;
    return {
      account: this.#placeAt(PLACES.account),
      region: this.#placeAt(PLACES.region),
      from: timeOf(oldest.value),
      to: timeOf(newest.value),
      records: this.records,
    };
  }

  get #unread(): number {
    return this.#end - this.#from;
  }

  /** Moves what is still needed to the window's start. */
  #slide(from: number): void {
    this.#from = from;
    const needless = Math.max(0, Math.min(from, this.#end - this.#history));
    if (needless === 0) return;
    const { floor } = this.#exports;
    this.#window.copyWithin(0, needless, this.#end);
    this.#from -= needless;
    this.#end -= needless;
    floor.value = Math.max(PLACES.window, floor.value - needless);
  }

  #placeAt(known: number): string {
    const memory = Buffer.from(this.#exports.memory.buffer);
    return memory.toString("utf8", known + 1, known + 1 + (memory[known] ?? 0));
  }

  #take(): Taken {
    const { memory, taken, out } = this.#exports;
    const from = PLACES.window + this.#window.length;
    return {
      text: new Uint8Array(memory.buffer.slice(from, out.value)),
      ordinals: [...new Int32Array(memory.buffer, PLACES.ordinals, taken.value)],
    };
  }

  #resize(capacity: number): void {
    const { memory } = this.#exports;
    const size = FARTHEST + capacity + SLACK + ZEROS;
    // What is taken from a window is no longer than it, commas included.
    const needed = Math.ceil((PLACES.window + 2 * size) / PAGE);
    const has = memory.buffer.byteLength / PAGE;
    if (needed > has) memory.grow(needed - has);
    this.#capacity = capacity;
    this.#window = Buffer.from(memory.buffer, PLACES.window, size);
  }
}

/** `20261120140211` */
function timeOf(value: bigint): string {
  const text = String(value);
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return `${day}T${text.slice(8, 10)}:${text.slice(10, 12)}:${text.slice(12)}Z`;
}
