import { assemble } from "./assemble.ts";
import { RECORD_FINDER } from "./code/module.ts";
import { writeInterest, type Interest } from "./interest.ts";
import { PLACES, STATUS } from "./layout.ts";
import type { FileSpan } from "../scanner.ts";
import { instantiate, type FinderExports } from "./web-assembly.ts";

const PAGE = 65_536;
/** The finder reads a few signs at once: so many zeros behind the text, and no sign is asked whether it is the last. */
const ZEROS = 64;
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
  readonly #exports: FinderExports;
  #capacity = 0;
  /** Text not yet read, at the window's start. */
  #kept = 0;
  #window = Buffer.alloc(0);

  constructor(interest: Interest, capacity: number) {
    this.#exports = instantiate(() => assemble(RECORD_FINDER));
    this.#resize(capacity);
    const memory = new Uint8Array(this.#exports.memory.buffer);
    for (const sign of ESCAPES) memory[PLACES.escapes + sign.charCodeAt(0)] = 2;
    memory[PLACES.escapes + "u".charCodeAt(0)] = 6;
    for (const sign of HEX) memory[PLACES.hex + sign.charCodeAt(0)] = 1;
    for (const sign of ENDPOINT) memory[PLACES.endpoint + sign.charCodeAt(0)] = 1;
    writeInterest(interest, new Int32Array(this.#exports.memory.buffer));
  }

  /** Begins with another file. */
  begin(): void {
    const { memory, state, records, oldest, newest, mixed } = this.#exports;
    const places = new Uint8Array(memory.buffer, PLACES.region, 128);
    places[0] = 0;
    places[PLACES.account - PLACES.region] = 0;
    mixed.value = 0;
    state.value = 0;
    records.value = 0;
    oldest.value = 9_999_999_999_999_999n;
    newest.value = 0n;
    this.#kept = 0;
  }

  /** Where the next bytes of the text are to be written. */
  room(): { readonly bytes: Buffer; readonly from: number; readonly length: number } {
    return { bytes: this.#window, from: this.#kept, length: this.#capacity - this.#kept };
  }

  /** Reads on, with so many new bytes in the window; asks for `taken` until it wants more, is done or gives up. */
  read(count: number, isLast: boolean, onTaken: (taken: Taken) => void): Status {
    const { find, at, taken, out } = this.#exports;
    const end = this.#kept + count;
    this.#window.fill(0, end, end + ZEROS);
    const start: number = PLACES.window;
    for (let from = start; ; from = at.value) {
      taken.value = 0;
      out.value = start + this.#capacity + ZEROS;
      const status = find(from, start + end, isLast ? 1 : 0) as Status;
      if (taken.value > 0) onTaken(this.#take());
      if (status === STATUS.full) continue;
      if (status === STATUS.more) {
        this.#window.copyWithin(0, at.value - start, end);
        this.#kept = end - (at.value - start);
      }
      return status;
    }
  }

  /** Makes room for a record that is larger than the window. */
  grow(): void {
    const kept = Buffer.from(this.#window.subarray(0, this.#kept));
    this.#resize(this.#capacity * 2);
    kept.copy(this.#window);
  }

  get isFull(): boolean {
    return this.#kept === this.#capacity;
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

  #placeAt(known: number): string {
    const memory = Buffer.from(this.#exports.memory.buffer);
    return memory.toString("utf8", known + 1, known + 1 + (memory[known] ?? 0));
  }

  #take(): Taken {
    const { memory, taken, out } = this.#exports;
    const from = PLACES.window + this.#capacity + ZEROS;
    return {
      text: new Uint8Array(memory.buffer.slice(from, out.value)),
      ordinals: [...new Int32Array(memory.buffer, PLACES.ordinals, taken.value)],
    };
  }

  #resize(capacity: number): void {
    const { memory } = this.#exports;
    // What is taken from a window is no longer than it, commas included.
    const needed = Math.ceil((PLACES.window + 2 * (capacity + ZEROS)) / PAGE);
    const has = memory.buffer.byteLength / PAGE;
    if (needed > has) memory.grow(needed - has);
    this.#capacity = capacity;
    this.#window = Buffer.from(memory.buffer, PLACES.window, capacity + ZEROS);
  }
}

/** `20261120140211` */
function timeOf(value: bigint): string {
  const text = String(value);
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return `${day}T${text.slice(8, 10)}:${text.slice(10, 12)}:${text.slice(12)}Z`;
}
