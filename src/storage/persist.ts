import { setTimeout as wait } from "node:timers/promises";
import { readS3Failure, type S3Failure } from "./s3-failure.ts";
import type { StoreSettings } from "./store-settings.ts";

/** One attempt's own clock: it is given up after a silence, however long it takes as a whole. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** Something came: the silence begins anew. */
  readonly heard: () => void;
}

/** How a request is made until it is answered. */
export interface Persistence extends Pick<StoreSettings, "sleep" | "timeoutMs" | "onRequest"> {
  readonly signal?: AbortSignal | undefined;
  /** Puts right what can be, before the next attempt. */
  readonly prepare: (failure: S3Failure) => Promise<void>;
}

/** How often it may fail in a way before it is given up. */
const ATTEMPTS: Readonly<Record<NonNullable<S3Failure["passing"]>, number>> = {
  // S3 makes room for a busy prefix within minutes: 0.5 s to 20 s between attempts, two minutes in all.
  throttled: 12,
  server: 6,
  network: 5,
  // Once more: with new credentials, by S3's clock, in the bucket's own region.
  expired: 2,
  clock: 2,
  redirected: 3,
};

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 20_000;
const SILENCE_MS = 20_000;

/**
 * Makes a request again where that is sensible. The SDK's own retries must be off: they do not see a body that is cut.
 *
 * @returns the answer, or why there is none.
 * @throws what is neither S3's nor the network's doing; the signal's reason when it says stop.
 */
export async function persist<Output>(
  ask: (attempt: Attempt) => Promise<Output>,
  { signal, prepare, sleep = pause, timeoutMs = SILENCE_MS, onRequest }: Persistence,
): Promise<{ readonly output: Output } | { readonly failure: S3Failure; readonly cause: unknown }> {
  const failed = new Map<string, number>();
  for (;;) {
    signal?.throwIfAborted();
    onRequest?.();
    const attempt = await tryOnce(ask, timeoutMs, signal);
    if ("output" in attempt) return attempt;
    const { passing } = attempt.failure;
    if (passing === undefined) return attempt;
    const times = (failed.get(passing) ?? 0) + 1;
    failed.set(passing, times);
    if (times >= ATTEMPTS[passing]) return attempt;
    await prepare(attempt.failure);
    if (isWorthAPause(passing)) await sleep(backoff(times), signal);
  }
}

function isWorthAPause(passing: S3Failure["passing"]): boolean {
  return passing === "throttled" || passing === "server" || passing === "network";
}

async function tryOnce<Output>(
  ask: (attempt: Attempt) => Promise<Output>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly output: Output } | { readonly failure: S3Failure; readonly cause: unknown }> {
  const stop = new AbortController();
  const give = (): void => {
    stop.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    stop.abort(new Error("silence"));
  }, timeoutMs);
  signal?.addEventListener("abort", give);
  try {
    return { output: await ask({ signal: stop.signal, heard: () => timer.refresh() }) };
  } catch (cause) {
    signal?.throwIfAborted();
    if (stop.signal.aborted) {
      const said = `no answer within ${String(timeoutMs / 1000)} s`;
      return { failure: { code: "unreachable", passing: "network", said }, cause };
    }
    const failure = readS3Failure(cause);
    if (!failure) throw cause;
    return { failure, cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", give);
  }
}

/** Full jitter: those who were turned away together do not come back together. */
function backoff(attempt: number): number {
  return Math.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal });
}
