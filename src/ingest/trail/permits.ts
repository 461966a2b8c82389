import { openTurn } from "./turn.ts";

/** Bounds what is under way at once, by number and by bytes; whoever waits longest goes first. */
export class Permits {
  readonly #most: number;
  readonly #mostBytes: number;
  #taken = 0;
  #bytes = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  /** @returns what gives it back; nothing where there is no room, or somebody waits. */
  tryTake(bytes: number): (() => void) | undefined {
    return this.#waiting.length > 0 ? undefined : this.#take(bytes);
  }

  /** Waits until there is room. One alone may be larger than all may be together. */
  async take(bytes: number): Promise<() => void> {
    let release = this.tryTake(bytes);
    while (!release) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
      release = this.#take(bytes);
    }
    return release;
  }

  #take(bytes: number): (() => void) | undefined {
    const isFull = this.#taken >= this.#most || this.#bytes + bytes > this.#mostBytes;
    if (isFull && this.#taken > 0) return undefined;
    this.#taken++;
    this.#bytes += bytes;
    return () => {
      this.#taken--;
      this.#bytes -= bytes;
      this.#waiting.shift()?.();
    };
  }
}

/**
 * Works on items side by side, and gives the results in their order.
 *
 * @param work never rejects; what costs much memory can wait for its turn, which comes when its result is asked for.
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  permits: Permits,
  sizeOf: (item: Item) => number,
  work: (item: Item, turn: Promise<void>) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Begun<Result>[] = [];
  let next = 0;
  try {
    while (next < items.length || begun.length > 0) {
      for (; next < items.length; next++) {
        const item = items[next] as Item;
        // Who already has something under way does not wait here: it would keep what others wait for.
        const size = sizeOf(item);
        const release = begun.length === 0 ? await permits.take(size) : permits.tryTake(size);
        if (!release) break;
        const { coming, come } = openTurn();
        begun.push({ result: work(item, coming), come, release });
      }
      const first = begun[0];
      if (!first) continue;
      first.come();
      yield await first.result;
      begun.shift();
      first.release();
    }
  } finally {
    for (const { result, release } of begun) {
      result.catch(() => undefined);
      release();
    }
  }
}

interface Begun<Result> {
  readonly result: Promise<Result>;
  readonly come: () => void;
  readonly release: () => void;
}
