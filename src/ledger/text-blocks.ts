/** Where a text stands, as UTF-8. */
export interface TextPlace {
  readonly block: Buffer;
  readonly from: number;
  readonly to: number;
}

const BLOCK = 2 ** 20;

/**
 * Texts as UTF-8, many in one block: the garbage collector would copy so many strings about, and a buffer for each costs
 * as much as what is in it.
 */
export class TextBlocks {
  #block = Buffer.alloc(0);
  #used = 0;

  put(text: string): TextPlace {
    const length = Buffer.byteLength(text);
    // What is larger than a block gets one of its own.
    if (length > BLOCK) return { block: Buffer.from(text), from: 0, to: length };
    if (length > this.#block.length - this.#used) {
      this.#block = Buffer.allocUnsafeSlow(BLOCK);
      this.#used = 0;
    }
    const from = this.#used;
    // ASCII is the same in both, and quicker to write as the plainer one.
    this.#used += this.#block.write(text, from, length === text.length ? "latin1" : "utf8");
    return { block: this.#block, from, to: this.#used };
  }
}
