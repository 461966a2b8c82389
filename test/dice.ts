/** Numbers at random, the same ones for the same seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
    for (let warm = 0; warm < 8; warm++) this.roll();
  }

  /** 32 bits. */
  roll(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return Math.imul(this.#state, 0x2545f491) >>> 0;
  }

  below(count: number): number {
    return Math.floor((this.roll() / 2 ** 32) * count);
  }

  /** In so many of a hundred cases. */
  is(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}
