import type { Interval } from "../../core/coverage.ts";
import type { Failure } from "../aws/failure.ts";
import type { Budget } from "./budget.ts";
import { BudgetSpent } from "./budget.ts";
import { Density } from "./density.ts";
import { OpenChain } from "./open-chain.ts";
import { Planner, type Part } from "./planner.ts";
import type { Quest } from "./quest.ts";
import type { FailedPage, Lookup, LookupPage } from "./read-hole.ts";
import { Sight } from "./sight.ts";
import type { Span } from "./spans.ts";
import type { Trouble } from "./stretch.ts";

/** A quest, and the way to CloudTrail. */
export interface PlannedReading {
  readonly quest: Quest;
  /** The window, not beyond now. */
  readonly window: Span;
  /** From when on Event History still knows, in seconds since 1970. */
  readonly reach: number;
  /** What earlier readings saw through a selector. */
  readonly covered: (selector: string) => readonly Interval[];
  readonly lookUp: Lookup;
  /** How long AWS takes to answer, in seconds. */
  readonly lag: () => number;
  readonly budget: Budget;
  /** Only probe. */
  readonly isDryRun?: boolean;
  /** As in ReadRequest. */
  readonly settledAt?: (() => string | undefined) | undefined;
  readonly earlierOf?: (() => string | undefined) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page, and how things stand with it. */
export interface PlannedPage {
  readonly page: LookupPage;
  readonly selector: string;
  /** What this page's chain has shown to be whole. */
  readonly proven: Interval | undefined;
}

/** More in flight would only wait for their turn. */
const MOST_IN_FLIGHT = 8;

/** A stretch of fewer pages is not worth splitting. */
const WORTH_SPLITTING = 3;

/** After so many chains in a row that failed, AWS is not asked for the others. */
const MOST_FAILURES = 2;

/** Reads what a quest lacks with as few requests as it can. */
export class PlannedReader {
  readonly planner: Planner;
  readonly sight: Sight;
  /** What ended the reading before its end. */
  stopped: Trouble | undefined;
  /** The failure that ended it, where that was one. */
  failure: Failure | undefined;
  pages = 0;
  readonly #reading: PlannedReading;
  readonly #density = new Density();
  #open: OpenChain[] = [];
  #failures = 0;

  constructor(reading: PlannedReading) {
    const { quest, window, reach, covered, budget, settledAt } = reading;
    this.#reading = reading;
    this.sight = new Sight(quest, window, covered);
    this.planner = new Planner({
      quest,
      reach,
      sight: this.sight,
      density: this.#density,
      open: () => this.#open,
      isNewest: settledAt !== undefined,
      hasBudget: budget.isGiven,
    });
  }

  /** @throws what is neither AWS's nor the network's doing. */
  async *read(): AsyncGenerator<PlannedPage> {
    const flying = new Map<OpenChain, Promise<Landed>>();
    this.#settle();
    this.planner.decide();
    for (;;) {
      while (flying.size < this.#width()) {
        const chain = this.#next();
        if (!chain) break;
        flying.set(chain, land(chain));
      }
      if (flying.size === 0) break;
      const landed = await Promise.race(flying.values());
      flying.delete(landed.chain);
      yield* this.#take(landed);
      this.#settle();
      this.planner.decide(landed.chain.selector);
    }
    const earlier = this.#earlier();
    if (earlier) yield* this.#take(await land(earlier));
  }

  /** The number of requests that are made while AWS answers one. */
  #width(): number {
    return Math.min(MOST_IN_FLIGHT, Math.max(1, Math.ceil(2 * this.#reading.lag() + 0.2)));
  }

  #next(): OpenChain | undefined {
    const { budget, isDryRun = false, settledAt } = this.#reading;
    if (this.stopped || (isDryRun && this.planner.isEstimated)) return undefined;
    const parts = this.planner.parts();
    if (parts.length > 0 && budget.isSpent) {
      this.stopped = overBudget(budget);
      return undefined;
    }
    for (const part of parts) {
      const chain = this.#chainAt(part);
      if (!chain) return this.#begin(part);
      if (!chain.isBusy) return chain;
    }
    // Where only the newest matters, what is older is not worth a request yet.
    const half = settledAt ? undefined : this.#halfOfLongest(parts);
    return half && this.#begin(half);
  }

  #chainAt({ selector, span }: Part): OpenChain | undefined {
    return this.#open.find(
      (chain) => chain.selector === selector && chain.frontier === span.to && !chain.isDone,
    );
  }

  #begin({ selector, span }: Part): OpenChain {
    const chain = new OpenChain(selector, span, this.#reading.lookUp);
    this.#open = [...this.#open.filter((one) => !one.isDone), chain];
    return chain;
  }

  /** The older half of a long stretch can be read while the newer half is under way: that hides how slow AWS is. */
  #halfOfLongest(parts: readonly Part[]): Part | undefined {
    const [longest] = parts
      .map((part) => ({ part, pages: this.planner.expectedFor(part) }))
      .filter(({ pages }) => pages >= WORTH_SPLITTING)
      .toSorted((one, other) => other.pages - one.pages);
    if (!longest) return undefined;
    const { selector, span } = longest.part;
    const to = Math.floor((span.from + span.to) / 2);
    return span.from < to ? { selector, span: { from: span.from, to } } : undefined;
  }

  #earlier(): OpenChain | undefined {
    const { earlierOf, budget } = this.#reading;
    if (this.stopped || budget.isSpent || !this.planner.isSettled) return undefined;
    const label = earlierOf?.();
    const [part] = label === undefined ? [] : this.planner.newestOf(label);
    return part && (this.#chainAt(part) ?? this.#begin(part));
  }

  #settle(): void {
    const settledAt = Date.parse(this.#reading.settledAt?.() ?? "");
    if (!Number.isNaN(settledAt)) this.planner.settle(Math.floor(settledAt / 1000));
  }

  *#take({ chain, ...landed }: Landed): Generator<PlannedPage> {
    chain.isBusy = false;
    if ("error" in landed) this.#stopFor(landed.error);
    else if ("failure" in landed.page) this.#fail(chain, landed.page);
    else {
      const { page } = landed;
      const { selector } = chain;
      this.#failures = 0;
      this.pages++;
      this.#density.note(selector, page, chain.advance(page));
      const proven = { from: chain.frontier, to: chain.hole.to };
      if (proven.from < proven.to) this.sight.see(selector, proven);
      yield { page, selector, proven: page.proven };
    }
  }

  #fail(chain: OpenChain, { failure }: FailedPage): void {
    const trouble = troubleOf(failure);
    this.failure ??= failure;
    this.#failures++;
    chain.isDone = true;
    this.planner.fail(chain.selector, { from: chain.hole.from, to: chain.frontier }, trouble);
    if (isFatal(failure) || this.#failures >= MOST_FAILURES) this.stopped ??= trouble;
  }

  #stopFor(error: unknown): void {
    const { signal, budget } = this.#reading;
    if (error instanceof BudgetSpent) this.stopped ??= overBudget(budget);
    else if (signal?.aborted) this.stopped ??= { state: "not-asked", note: "interrupted" };
    else throw error;
  }
}

/** What came of one request. */
type Landed = { readonly chain: OpenChain } & (
  | { readonly page: LookupPage | FailedPage }
  | { readonly error: unknown }
);

/** Never rejects: several are under way, and only one is waited for. */
async function land(chain: OpenChain): Promise<Landed> {
  chain.isBusy = true;
  try {
    return { chain, page: await chain.ask() };
  } catch (error) {
    return { chain, error };
  }
}

function overBudget({ most }: Budget): Trouble {
  return { state: "not-asked", note: `stopped after ${most} requests (--max-requests)` };
}

/** What every other chain would meet too. */
function isFatal({ kind }: Failure): boolean {
  return isRefusal(kind) || kind === "no-credentials" || kind === "no-region";
}

function isRefusal(kind: Failure["kind"]): boolean {
  return kind === "denied" || kind === "expired" || kind === "not-accepted";
}

function troubleOf({ kind, said }: Failure): Trouble {
  return { state: isRefusal(kind) ? "denied" : "unreachable", note: said };
}
