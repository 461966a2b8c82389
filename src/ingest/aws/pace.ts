import type { ChangePace, QuotaPace } from "../../ledger/ledger.ts";
import { ALLOWED, currentPace, gapOf, lowerPace, raisePace, USUAL } from "./quota-pace.ts";

/** Waits; ends early with an error when the signal says so. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** How somebody wants to keep to a quota; a ReadRequest says so. */
export interface PaceTerms {
  /** Requests a second; default 1.9, never above 2. */
  readonly rate?: number | undefined;
  /** Where the quota's pace is kept for all processes; absent: in this one. */
  readonly changePace?: ChangePace | undefined;
}

/**
 * A token bucket with room for one request. Whoever is throttled shares the quota with somebody: the rate falls at
 * each throttle and rises slowly again (AIMD), which ends in a fair share.
 */
export class Pace {
  readonly #lane: Lane;
  readonly #rate: number;
  readonly #changePace: ChangePace | undefined;

  constructor({ rate = USUAL, changePace }: PaceTerms = {}, lane: Lane = new Lane("")) {
    this.#lane = lane;
    this.#rate = rate > 0 ? Math.min(rate, ALLOWED) : USUAL;
    this.#changePace = changePace;
  }

  /**
   * Waits for this request's turn.
   *
   * @returns when it came: milliseconds since 1970.
   */
  wait(sleep: Sleep, signal?: AbortSignal): Promise<number> {
    return this.#lane.inOrder(() => this.#takeTurn(sleep, signal));
  }

  /** @param departed when the request was made that AWS throttled. */
  throttled(departed: number): void {
    this.#lane.throttledAt = departed;
    this.#change((pace) => pace);
  }

  succeeded(): void {
    this.#lane.answered++;
  }

  async #takeTurn(sleep: Sleep, signal: AbortSignal | undefined): Promise<number> {
    const lane = this.#lane;
    signal?.throwIfAborted();
    // A turn taken late shortens the way to the next one, but never below what AWS allows.
    const apart = 1000 / (this.#rate < USUAL ? this.#rate : ALLOWED);
    const rest = lane.departed + apart - performance.now();
    if (rest > 0) await sleep(rest, signal);
    const ahead = this.#reserve() - Date.now();
    if (ahead > 0) await sleep(ahead, signal);
    lane.departed = performance.now();
    return Date.now();
  }

  /** Takes the next turn of all who share the quota. */
  #reserve(): number {
    let turn = 0;
    const isShared = this.#change((pace) => {
      turn = Math.max(Date.now(), pace.nextTurn);
      return { ...pace, nextTurn: turn + gapOf(pace, this.#rate) };
    });
    const { own } = this.#lane;
    if (!isShared && this.#changePace && own) {
      // Somebody keeps the ledger busy and cannot be seen: room is left for that one.
      this.#lane.own = { ...own, nextTurn: own.nextTurn + gapOf(own, this.#rate) };
    }
    return turn;
  }

  /** @returns whether the others know of it. */
  #change(step: (pace: QuotaPace) => QuotaPace): boolean {
    const lane = this.#lane;
    const change = (known: QuotaPace | undefined): QuotaPace => step(this.#bringUpToDate(known));
    const shared = this.#changePace?.(lane.quota, change);
    lane.own = shared ?? change(lane.own);
    lane.answered = 0;
    if (shared || !this.#changePace) lane.throttledAt = undefined;
    return shared !== undefined;
  }

  /** Adds what this process has seen since. */
  #bringUpToDate(known: QuotaPace | undefined): QuotaPace {
    const { own, answered, throttledAt } = this.#lane;
    const now = Date.now();
    const pace = currentPace(known, now);
    // Another ledger of this process may have given the turn to somebody.
    const nextTurn = Math.max(pace.nextTurn, currentPace(own, now).nextTurn);
    const raised = raisePace({ ...pace, nextTurn }, answered, this.#rate);
    return throttledAt === undefined
      ? raised
      : lowerPace(raised, throttledAt, { now, rate: this.#rate });
  }
}

/** Everybody in this process who asks against one quota, in order. */
class Lane {
  readonly quota: string;
  /** The pace as this process knows it. */
  own: QuotaPace | undefined;
  /** When the last request was made, by a clock that nobody sets. */
  departed = Number.NEGATIVE_INFINITY;
  /** Requests answered since the pace was changed last. */
  answered = 0;
  /** When a request was made whose throttling the others do not know of yet. */
  throttledAt: number | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(quota: string) {
    this.quota = quota;
  }

  /** One after the other, so that turns are not taken long before they come. */
  inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

const lanes = new Map<string, Lane>();

/** The pace of a quota: AWS counts per account and region, whoever in it asks. */
export function paceOf(quota: string, terms: PaceTerms = {}): Pace {
  const lane = lanes.get(quota) ?? new Lane(quota);
  lanes.set(quota, lane);
  return new Pace(terms, lane);
}
