/** Lets so many requests a second through for each key, and as many at once after a pause. */
export class RateLimit {
  readonly #buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  readonly #milliseconds: () => number;

  /** @param milliseconds a clock that never goes back. */
  constructor(milliseconds: () => number = () => performance.now()) {
    this.#milliseconds = milliseconds;
  }

  /** Whether a request may pass; one that may not costs nothing. */
  allows(key: string, perSecond: number): boolean {
    if (perSecond === Infinity) return true;
    const now = this.#milliseconds();
    const { tokens, at } = this.#buckets.get(key) ?? { tokens: perSecond, at: now };
    const filled = Math.min(perSecond, tokens + ((now - at) / 1000) * perSecond);
    const passes = filled >= 1;
    this.#buckets.set(key, { tokens: passes ? filled - 1 : filled, at: now });
    return passes;
  }
}
