import type { ChangePace, QuotaPace } from "../../ledger/ledger.ts";
import type { Sleep } from "../aws/pace.ts";

/** What is taken at most of what a production account needs itself: requests a second. */
const MOST = 5;
const SLOWEST = 0.2;
const RISE = 0.1;
const FALL = 0.5;
/** A turn further from now was written by a clock that has been set since. */
const STALE_MS = 60_000;

/**
 * Keeps to a modest rate against ECS's API, together with all who share the ledger. ECS throttles per account and
 * region, whoever asks: the rate falls by half at each throttle and rises slowly again.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
export class EcsPace {
  readonly #quota: string;
  readonly #most: number;
  readonly #changePace: ChangePace | undefined;
  #own: QuotaPace | undefined;
  #answered = 0;

  constructor(
    quota: string,
    {
      rate = MOST,
      changePace,
    }: { readonly rate?: number | undefined; readonly changePace?: ChangePace | undefined },
  ) {
    this.#quota = quota;
    this.#most = rate > 0 ? Math.min(rate, MOST) : MOST;
    this.#changePace = changePace;
  }

  /** @returns when this request's turn came: milliseconds since 1970. */
  async wait(sleep: Sleep, signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted();
    let turn = 0;
    this.#change((pace, now) => {
      turn = Math.max(now, pace.nextTurn);
      return { ...pace, nextTurn: turn + 1000 / pace.perSecond };
    });
    const ahead = turn - Date.now();
    if (ahead > 0) await sleep(ahead, signal);
    return Date.now();
  }

  /** @param departed when the request was made that AWS throttled; one fall for all that were on their way. */
  throttled(departed: number): void {
    this.#change((pace, now) => {
      if (departed <= pace.loweredAt) return pace;
      const perSecond = Math.max(SLOWEST, pace.perSecond * FALL);
      const nextTurn = Math.max(pace.nextTurn, now + 1000 / perSecond);
      return { nextTurn, perSecond, loweredAt: now };
    });
  }

  succeeded(): void {
    this.#answered++;
  }

  #change(step: (pace: QuotaPace, now: number) => QuotaPace): void {
    const now = Date.now();
    const change = (known: QuotaPace | undefined): QuotaPace =>
      step(this.#current(known, now), now);
    this.#own = this.#changePace?.(this.#quota, change) ?? change(this.#own);
    this.#answered = 0;
  }

  #current(known: QuotaPace | undefined, now: number): QuotaPace {
    const isSensible =
      known !== undefined &&
      Math.abs(known.nextTurn - now) <= STALE_MS &&
      known.perSecond >= SLOWEST &&
      known.perSecond <= MOST;
    if (!isSensible) return { nextTurn: now, perSecond: this.#most, loweredAt: 0 };
    const perSecond = Math.min(this.#most, known.perSecond + RISE * this.#answered);
    return { ...known, perSecond };
  }
}
