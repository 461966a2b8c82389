import type { SinkFailure } from "./sink.ts";

/** So many failures in a row, and the sink is only probed from time to time. */
const OPENS_AFTER = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Only the operator can help; there is no hurry to ask again. */
const MISCONFIGURED_WAIT_MS = 60_000;

/**
 * When a sink may be tried again: after a failure a while with jitter, longer each time, at least as long as the sink
 * said. While it waits nothing is sent, and all that comes meanwhile is grouped in the outbox.
 */
export class Breaker {
  readonly #dice: () => number;
  #failures = 0;
  #until = 0;
  #isTold = false;

  constructor(dice: () => number) {
    this.#dice = dice;
  }

  /** Milliseconds until the next attempt. */
  waitMs(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** @returns how long to wait, and whether the operator should hear of it. */
  failed(
    { kind, retryAfterMs = 0 }: SinkFailure,
    now: number,
  ): { readonly waitMs: number; readonly isNews: boolean } {
    // A message that is refused for what it says keeps no other from being sent.
    if (kind === "refused") return { waitMs: FIRST_WAIT_MS, isNews: false };
    this.#failures += 1;
    const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures - 1, 20));
    const least = kind === "misconfigured" ? Math.max(grown, MISCONFIGURED_WAIT_MS) : grown;
    const waitMs = Math.max(retryAfterMs, least / 2 + (least / 2) * this.#dice());
    this.#until = now + waitMs;
    const isNews = !this.#isTold && (kind === "misconfigured" || this.#failures >= OPENS_AFTER);
    if (isNews) this.#isTold = true;
    return { waitMs, isNews };
  }

  /** @returns true where the operator had heard that it fails. */
  succeeded(): boolean {
    const wasTold = this.#isTold;
    this.#isTold = false;
    this.#failures = 0;
    this.#until = 0;
    return wasTold;
  }
}
