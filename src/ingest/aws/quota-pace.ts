import type { QuotaPace } from "../../ledger/ledger.ts";

/**
 * What AWS allows for LookupEvents: requests a second for each account and region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const ALLOWED = 2;

/** A little under what AWS allows, which is shared with the console and other tools. */
export const USUAL = 1.9;

const SLOWEST = 0.2;
const RISE = 0.05;
/** Half would yield more than the half that is ours: the unluckiest of many places would wait twice as long as it must. */
const FALL = 0.7;

/** A turn further from now was written by a clock that has been set since, or before a pause: it tells nothing. */
const STALE_MS = 60_000;

/** What is known now: a fresh start where that is nothing, or nothing sensible. */
export function currentPace(known: QuotaPace | undefined, now: number): QuotaPace {
  if (!known || !isSensible(known, now)) return { nextTurn: now, perSecond: USUAL, loweredAt: 0 };
  return known;
}

function isSensible({ nextTurn, perSecond, loweredAt }: QuotaPace, now: number): boolean {
  return (
    Math.abs(nextTurn - now) <= STALE_MS &&
    loweredAt <= now + STALE_MS &&
    perSecond >= SLOWEST &&
    perSecond <= ALLOWED
  );
}

/** Milliseconds between one turn and the next, for one who keeps to `rate`. */
export function gapOf({ perSecond }: QuotaPace, rate: number): number {
  return 1000 / Math.min(perSecond, Math.max(rate, USUAL));
}

/** Additive increase: a little for each request that AWS has answered. */
export function raisePace(pace: QuotaPace, answered: number, rate: number): QuotaPace {
  const raised = Math.min(Math.max(rate, USUAL), pace.perSecond + RISE * answered);
  return { ...pace, perSecond: Math.max(pace.perSecond, raised) };
}

/**
 * Multiplicative decrease, once for all requests that were on their way when the quota was used up.
 *
 * @param departed when the throttled request was made.
 */
export function lowerPace(
  pace: QuotaPace,
  departed: number,
  { now, rate }: { readonly now: number; readonly rate: number },
): QuotaPace {
  if (departed <= pace.loweredAt) return pace;
  const perSecond = Math.max(SLOWEST, Math.min(pace.perSecond, rate) * FALL);
  const nextTurn = Math.max(pace.nextTurn, now + 1000 / perSecond);
  return { nextTurn, perSecond, loweredAt: now };
}
