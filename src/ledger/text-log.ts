import { PrivateFile } from "./private-file.ts";
import type { TemporaryPlace } from "./temporary-place.ts";

/** How many bytes are written at once, and how many stay in memory. */
export interface TextLogOptions {
  readonly blockBytes: number;
  readonly memoryBytes: number;
}

const USUAL: TextLogOptions = { blockBytes: 2 ** 20, memoryBytes: 2 ** 24 };

interface Block {
  readonly bytes: Buffer;
  /** Where it begins in the log. */
  readonly from: number;
  to: number;
}

/** A stretch of the file, as it was read last. */
interface Window {
  readonly from: number;
  readonly bytes: Buffer;
}

const NOTHING: Window = { from: 0, bytes: Buffer.alloc(0) };

/** Texts that follow each other are often read one after the other. */
const WINDOW = 2 ** 16;

/**
 * Texts as UTF-8, one after the other: the garbage collector would copy so many strings about. The newest stay in memory,
 * the others lie in a private file; in memory, too, where none can be made or written.
 */
export class TextLog {
  readonly #place: TemporaryPlace;
  readonly #options: TextLogOptions;
  /** In memory, oldest first. */
  #blocks: Block[] = [];
  /** What the blocks take. */
  #held = 0;
  #end = 0;
  /** Everything before it and not before `#fileFrom` is in the file. */
  #spilled = 0;
  /** Where in the log the file begins. */
  #fileFrom = 0;
  #file: PrivateFile | undefined;
  /** Until a file could not be made or written. */
  #canSpill = true;
  #window = NOTHING;

  constructor(place: TemporaryPlace, options = USUAL) {
    this.#place = place;
    this.#options = options;
  }

  /** @returns where the text ends: it begins where the one before it ended. */
  put(text: string): number {
    const length = Buffer.byteLength(text);
    const block = this.#blockFor(length);
    const at = block.to - block.from;
    // ASCII is the same in both, and quicker to write as the plainer one.
    block.bytes.write(text, at, length === text.length ? "latin1" : "utf8");
    block.to += length;
    this.#end = block.to;
    return this.#end;
  }

  /** @throws Error where the file can no longer be read. */
  read(from: number, to: number): string {
    if (from < this.#spilled) return this.#readFile(from, to);
    const block = this.#blockAt(from);
    return block.bytes.toString("utf8", from - block.from, to - block.from);
  }

  /** Forgets every text; what is put next goes on where the last one ended. */
  clear(): void {
    this.#blocks = [];
    this.#held = 0;
    this.#file?.close();
    this.#file = undefined;
    this.#spilled = this.#end;
    this.#fileFrom = this.#end;
    this.#window = NOTHING;
  }

  #blockFor(length: number): Block {
    const last = this.#blocks.at(-1);
    if (last && last.to - last.from + length <= last.bytes.length) return last;
    const { blockBytes } = this.#options;
    const used = this.#spill(blockBytes);
    // What is larger than a block gets one of its own.
    const bytes =
      length <= blockBytes && used?.length === blockBytes
        ? used
        : Buffer.allocUnsafeSlow(Math.max(length, blockBytes));
    const block = { bytes, from: this.#end, to: this.#end };
    this.#blocks.push(block);
    this.#held += bytes.length;
    return block;
  }

  /** Writes the oldest blocks so that there is room for another. */
  #spill(room: number): Buffer | undefined {
    let free: Buffer | undefined;
    while (this.#canSpill && this.#held + room > this.#options.memoryBytes) {
      const [oldest] = this.#blocks;
      if (!oldest) break;
      const { bytes, from, to } = oldest;
      this.#file ??= PrivateFile.open(this.#place);
      this.#canSpill =
        this.#file?.write(bytes.subarray(0, to - from), from - this.#fileFrom) === true;
      if (!this.#canSpill) break;
      this.#blocks.shift();
      this.#held -= bytes.length;
      this.#spilled = to;
      free = bytes;
    }
    return free;
  }

  #blockAt(at: number): Block {
    let low = 0;
    for (let high = this.#blocks.length; high - low > 1;) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.from ?? 0) <= at) low = middle;
      else high = middle;
    }
    const block = this.#blocks[low];
    if (!block) throw new RangeError(`there is no text at ${String(at)}`);
    return block;
  }

  #readFile(from: number, to: number): string {
    const window = this.#windowOver(from, to);
    return window.bytes.toString("utf8", from - window.from, to - window.from);
  }

  #windowOver(from: number, to: number): Window {
    const last = this.#window;
    const lastTo = last.from + last.bytes.length;
    if (from >= last.from && to <= lastTo) return last;
    const isNext = from >= last.from && from < lastTo + WINDOW;
    const wanted = isNext ? Math.max(to, Math.min(from + WINDOW, this.#spilled)) : to;
    const bytes = Buffer.allocUnsafeSlow(wanted - from);
    const read = this.#file?.read(bytes, from - this.#fileFrom) ?? 0;
    if (from + read < to) throw new Error("a temporary file of TaskTrail was cut short");
    this.#window = { from, bytes: bytes.subarray(0, read) };
    return this.#window;
  }
}
