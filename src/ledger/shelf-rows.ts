const CHUNK = 2 ** 12;

/** What is looked at to tell whether a record fits. */
export interface ShelfRow {
  /** Seconds since 1970, as far as 32 bits go. */
  readonly time: number;
  /** What it shares with others, by number; 0 for a record that is not on the shelf. */
  readonly about: number;
  /** Where its text ends; it begins where that of the row before ends. */
  readonly textEnd: number;
}

interface Chunk {
  readonly times: Int32Array;
  readonly abouts: Uint32Array;
  readonly textEnds: Float64Array;
}

/** Rows by number, in 16 bytes each. */
export class ShelfRows {
  readonly #chunks: Chunk[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push({ time, about, textEnd }: ShelfRow): void {
    const at = this.#size++ % CHUNK;
    if (at === 0) this.#chunks.push(emptyChunk());
    const chunk = this.#chunks.at(-1);
    if (!chunk) return;
    chunk.times[at] = time;
    chunk.abouts[at] = about;
    chunk.textEnds[at] = textEnd;
  }

  time(number: number): number {
    return this.#chunkOf(number)?.times[number % CHUNK] ?? 0;
  }

  about(number: number): number {
    return this.#chunkOf(number)?.abouts[number % CHUNK] ?? 0;
  }

  /** Where the text of a row begins and ends. */
  text(number: number): readonly [from: number, to: number] {
    return [this.#textEnd(number - 1), this.#textEnd(number)];
  }

  /** It is no longer on the shelf. */
  clear(number: number): void {
    const abouts = this.#chunkOf(number)?.abouts;
    if (abouts) abouts[number % CHUNK] = 0;
  }

  #textEnd(number: number): number {
    return this.#chunkOf(number)?.textEnds[number % CHUNK] ?? 0;
  }

  #chunkOf(number: number): Chunk | undefined {
    return this.#chunks[Math.floor(number / CHUNK)];
  }
}

function emptyChunk(): Chunk {
  return {
    times: new Int32Array(CHUNK),
    abouts: new Uint32Array(CHUNK),
    textEnds: new Float64Array(CHUNK),
  };
}
