/** Time that passes only when everybody waits. In seconds. */
export class VirtualClock {
  now = 0;
  #next = 0;
  readonly #waiting: { readonly at: number; readonly wake: () => void }[] = [];

  /** Waits for a request's turn at so many a second, and for its answer. */
  async request(perSecond: number, latency: number): Promise<void> {
    const turn = Math.max(this.now, this.#next);
    this.#next = turn + 1 / perSecond;
    const { promise, wake } = waiter();
    this.#waiting.push({ at: turn + latency, wake });
    await promise;
  }

  /** Lets time pass until the work is done. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let isDone = false;
    const finished = work.finally(() => {
      isDone = true;
    });
    // Whoever asks next has until the next turn of the event loop to do so.
    for (;;) {
      await new Promise(setImmediate);
      if (isDone) return finished;
      const [first] = this.#waiting.toSorted((one, other) => one.at - other.at);
      if (!first) continue;
      this.#waiting.splice(this.#waiting.indexOf(first), 1);
      this.now = Math.max(this.now, first.at);
      first.wake();
    }
  }
}

function waiter(): { readonly promise: Promise<void>; readonly wake: () => void } {
  let wake = (): void => {};
  const promise = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { promise, wake };
}
