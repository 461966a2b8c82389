import { OperatorError } from "../core/errors.ts";
import type { Outbox, Parcel } from "../core/outbox.ts";
import { Breaker } from "./breaker.ts";
import { messageOf } from "./message.ts";
import type { OpenedSink } from "./open-sink.ts";
import { SinkFailure } from "./sink.ts";

/** Time, so that tests can have their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends early, without an error, when the signal says so. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What the operator may want to hear of a sink. */
export type SinkNews =
  | {
      readonly kind: "failing";
      readonly sink: string;
      readonly reason: string;
      readonly waitMs: number;
    }
  | {
      readonly kind: "misconfigured";
      readonly sink: string;
      readonly reason: string;
      readonly waitMs: number;
    }
  | { readonly kind: "back"; readonly sink: string }
  | { readonly kind: "refused"; readonly sink: string; readonly reason: string };

export interface DelivererOptions {
  readonly outbox: Outbox;
  readonly sinks: readonly OpenedSink[];
  readonly clock: Clock;
  readonly tell: (news: SinkNews) => void;
  /** After so long without an answer an attempt is given up; default 10 s. */
  readonly timeoutMs?: number;
  /** A sink that updates is told of more at most once in this time; default 5 s. */
  readonly pauseMs?: number;
  /** Between 0 and 1; replaced in tests. */
  readonly dice?: () => number;
}

export const PAUSE_MS = 5000;
const TIMEOUT_MS = 10_000;
/** Longer than this nobody sleeps: another process may have posted. */
const LONGEST_NAP_MS = 30_000;
const BUSY_MS = 1000;
/** A message that was refused so often is put aside. */
const MOST_REFUSALS = 3;

/** Takes what is due out of the outbox and sends it, each sink by itself: one that hangs keeps no other waiting. */
export class Deliverer {
  readonly #options: Required<DelivererOptions>;
  #waking = new AbortController();

  constructor(options: DelivererOptions) {
    this.#options = {
      timeoutMs: TIMEOUT_MS,
      pauseMs: PAUSE_MS,
      dice: Math.random,
      ...options,
    };
  }

  /** Something was posted: look at once. */
  wake(): void {
    this.#waking.abort();
    this.#waking = new AbortController();
  }

  /** Delivers until the signal says stop; what is under way is ended in good order. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#options.sinks.map((sink) => this.#runLane(sink, signal)));
  }

  /**
   * Delivers all that waits, also summaries of groups that are still open, and gives up on a sink at its first failure.
   *
   * @returns how many messages still wait.
   */
  async flush(): Promise<number> {
    const { sinks, outbox } = this.#options;
    const ahead = LONGEST_GROUP_MS;
    await Promise.all(
      sinks.map(async (sink) => {
        while ((await this.#step(sink, new Breaker(this.#options.dice), ahead)) === "delivered");
      }),
    );
    const names = new Set(sinks.map(({ name }) => name));
    return outbox
      .tallies()
      .reduce((sum, { sink, waiting }) => sum + (names.has(sink) ? waiting : 0), 0);
  }

  async #runLane(sink: OpenedSink, signal: AbortSignal): Promise<void> {
    const { clock, outbox } = this.#options;
    const breaker = new Breaker(this.#options.dice);
    while (!signal.aborted) {
      const { signal: waking } = this.#waking;
      const closed = breaker.waitMs(clock.now());
      if (closed > 0) {
        await clock.sleep(closed, signal);
        continue;
      }
      const step = await this.#step(sink, breaker, 0).catch(busy);
      if (step === "busy") await clock.sleep(BUSY_MS, signal);
      if (step !== "idle") continue;
      const due = (outbox.nextDue(sink.name) ?? Number.POSITIVE_INFINITY) - clock.now();
      const nap = Math.min(Math.max(due, 1), LONGEST_NAP_MS);
      await clock.sleep(nap, AbortSignal.any([signal, waking]));
    }
  }

  async #step(
    sink: OpenedSink,
    breaker: Breaker,
    aheadMs: number,
  ): Promise<"idle" | "delivered" | "failed"> {
    const { outbox, clock, timeoutMs, pauseMs, tell } = this.#options;
    // A little longer than an attempt can take.
    const leaseMs = timeoutMs + 1000;
    const parcel = outbox.take(sink.name, clock.now() + aheadMs, leaseMs);
    if (parcel === undefined) return "idle";
    const failure = await this.#attempt(sink, parcel);
    if (failure !== undefined) {
      this.#failed(sink, parcel, failure, breaker);
      return "failed";
    }
    outbox.delivered(parcel, clock.now(), pauseMs);
    if (breaker.succeeded()) tell({ kind: "back", sink: sink.name });
    return "delivered";
  }

  async #attempt(sink: OpenedSink, parcel: Parcel): Promise<SinkFailure | undefined> {
    const { timeoutMs } = this.#options;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      // Some never answer to a signal.
      await Promise.race([sink.send(messageOf(parcel), late.signal), rejectOn(late.signal)]);
      return undefined;
    } catch (error) {
      if (error instanceof SinkFailure) return error;
      if (!late.signal.aborted) throw error;
      const said = `no answer within ${String(timeoutMs / 1000)} s`;
      return new SinkFailure("unavailable", said, { mayHaveArrived: true });
    } finally {
      clearTimeout(timer);
    }
  }

  #failed(sink: OpenedSink, parcel: Parcel, failure: SinkFailure, breaker: Breaker): void {
    const { outbox, clock, tell } = this.#options;
    const { message: reason, mayHaveArrived } = failure;
    const now = clock.now();
    if (failure.kind === "refused" && parcel.attempts + 1 >= MOST_REFUSALS) {
      outbox.refused(parcel, reason);
      tell({ kind: "refused", sink: sink.name, reason });
      return;
    }
    const { waitMs, isNews } = breaker.failed(failure, now);
    outbox.failed(parcel, { retryAt: now + waitMs, mayHaveArrived, reason });
    if (!isNews) return;
    const kind = failure.kind === "misconfigured" ? "misconfigured" : "failing";
    tell({ kind, sink: sink.name, reason, waitMs });
  }
}

/** No group stays open for longer: `--group` takes at most so much. */
export const LONGEST_GROUP_MS = 24 * 3_600_000;

/** Another process has been writing for longer than the ledger waits. What was sent and could not be noted is a double. */
function busy(error: unknown): "busy" {
  if (error instanceof OperatorError && error.code === "ledger-busy") return "busy";
  throw error;
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("late")), { once: true });
  });
}
