import { OperatorError } from "../../core/errors.ts";
import { readFailure, type Failure } from "./failure.ts";
import type { Pace, Sleep } from "./pace.ts";

/** How a call is made until it is answered. */
export interface Persistence {
  readonly pace: Pick<Pace, "wait" | "throttled" | "succeeded">;
  readonly sleep: Sleep;
  /** After this long without an answer an attempt is given up. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Gets new credentials where there are newer ones. */
  readonly renew: () => Promise<void>;
  /** How many attempts may fail so before it is given up, where that is fewer than usual. */
  readonly attempts?: Attempts;
}

type Attempts = Readonly<Partial<Record<Failure["kind"], number>>>;

/** A call's answer, or what kept it from one, and how many requests that took. */
export type Attempted<Output> =
  | { readonly output: Output; readonly requests: number }
  | { readonly failure: Failure; readonly requests: number };

/** How many attempts may fail so before it is given up; one where it is not listed. Each kind is counted for itself. */
const ATTEMPTS: Attempts = {
  throttled: 12,
  server: 5,
  unreachable: 3,
  // Once more with new credentials.
  expired: 2,
  // Once more where the SDK has found out, from AWS's answer, that our clock is wrong.
  "not-accepted": 2,
};

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 20_000;

/**
 * Makes a call in its turn, and again where that is sensible. The SDK's own retries must be off: each throttle is to be
 * seen by the pace.
 *
 * @throws what is neither AWS's nor the network's doing; the signal's reason when it says stop.
 */
export async function persist<Output>(
  call: (signal: AbortSignal) => Promise<Output>,
  { pace, sleep, timeoutMs, signal, renew, attempts }: Persistence,
): Promise<Attempted<Output>> {
  const most = { ...ATTEMPTS, ...attempts };
  const failed = new Map<Failure["kind"], number>();
  for (let requests = 1; ; requests++) {
    const departed = await pace.wait(sleep, signal);
    signal?.throwIfAborted();
    const attempt = await tryOnce(call, timeoutMs, signal);
    if ("output" in attempt) {
      pace.succeeded();
      return { ...attempt, requests };
    }
    const { failure } = attempt;
    if (failure.kind === "throttled") pace.throttled(departed);
    const times = (failed.get(failure.kind) ?? 0) + 1;
    failed.set(failure.kind, times);
    if (times >= (most[failure.kind] ?? 1)) return { failure, requests };
    if (failure.kind === "not-accepted" && !isClockCorrected(failure)) return { failure, requests };
    if (failure.kind !== "expired") await sleep(backoff(times), signal);
    else {
      const obstacle = await tryToRenew(renew);
      if (obstacle) return { failure: { ...failure, said: obstacle.message }, requests };
    }
  }
}

/** What was read until now is worth keeping, so that nobody can sign in again is told, not thrown. */
async function tryToRenew(renew: () => Promise<void>): Promise<OperatorError | undefined> {
  try {
    await renew();
    return undefined;
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
}

async function tryOnce<Output>(
  call: (signal: AbortSignal) => Promise<Output>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly output: Output } | { readonly failure: Failure }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return { output: await call(signal ? AbortSignal.any([signal, timeout]) : timeout) };
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) {
      const said = `no answer within ${timeoutMs / 1000} s`;
      return { failure: { kind: "unreachable", said, cause: error } };
    }
    const failure = readFailure(error);
    if (!failure) throw error;
    return { failure };
  }
}

/** Full jitter: those who were throttled together do not come back together. */
function backoff(attempt: number): number {
  return Math.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
}

function isClockCorrected({ cause }: Failure): boolean {
  if (!(cause instanceof Error) || !("$metadata" in cause)) return false;
  const metadata = cause.$metadata as { readonly clockSkewCorrected?: boolean } | undefined;
  return metadata?.clockSkewCorrected === true;
}
