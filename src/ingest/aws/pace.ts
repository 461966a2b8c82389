/** Waits; ends early with an error when the signal says so. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** A little under the 2 requests a second that AWS allows, which are shared with the console and other tools. */
const FASTEST = 1.9;
const SLOWEST = 0.2;

/**
 * A token bucket with room for one request. Whoever is throttled shares the quota with somebody: the rate is halved at
 * each throttle and rises slowly again (AIMD), which ends in a fair share.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export class Pace {
  #perSecond = FASTEST;
  #next = 0;

  /** Waits for this request's turn. */
  async wait(sleep: Sleep, signal?: AbortSignal): Promise<void> {
    const now = performance.now();
    const turn = Math.max(now, this.#next);
    this.#next = turn + 1000 / this.#perSecond;
    if (turn > now) await sleep(turn - now, signal);
  }

  throttled(): void {
    this.#perSecond = Math.max(SLOWEST, this.#perSecond / 2);
  }

  succeeded(): void {
    this.#perSecond = Math.min(FASTEST, this.#perSecond + 0.05);
  }
}

const paces = new Map<string, Pace>();

/** The one pace of this process for a quota: AWS counts per account and region, whoever in it asks. */
export function paceOf(quota: string): Pace {
  const pace = paces.get(quota) ?? new Pace();
  paces.set(quota, pace);
  return pace;
}
