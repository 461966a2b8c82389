import type { Covered } from "../../ledger/ledger.ts";
import { intervalOf, mergeSpans, subtractSpans, type Span } from "../event-history/spans.ts";
import type { TrailPlace } from "./find-places.ts";
import type { Losses } from "./losses.ts";
import { MINUTE } from "./trail-key.ts";

/** What is asked of a place: seconds since 1970. */
export interface ProofTerms {
  /** What is not covered yet of the window. */
  readonly holes: readonly Span[];
  /** Before this, nothing more is delivered. */
  readonly closed: number;
  readonly lag: number;
  readonly now: number;
  readonly losses: Losses;
}

/**
 * What follows from files being read from the newest down: an event is seen once every file was read that was delivered
 * from then on until the lag has passed.
 */
export class Proof {
  readonly #terms: ProofTerms;
  /** Where files were delivered that may tell of the holes. */
  readonly delivered: readonly Span[];
  /** From here on, of the stretch at hand, all was read. */
  #reached = Number.POSITIVE_INFINITY;
  /** From here on, of the stretch at hand, all was told. */
  #told = Number.POSITIVE_INFINITY;
  /** Without any file: who knows whether the trail was on. */
  silent: readonly Span[] = [];

  constructor(terms: ProofTerms) {
    const { holes, lag, now } = terms;
    this.#terms = terms;
    this.delivered = mergeSpans(
      holes.map(({ from, to }) => ({
        from: Math.floor(from / MINUTE) * MINUTE,
        to: Math.min(to + lag, now + MINUTE),
      })),
    );
  }

  /** All was read that was delivered from then on. */
  reach(from: number): void {
    this.#reached = from;
  }

  /** What was not reached. */
  unreached(): readonly Span[] {
    return subtractSpans(this.#terms.holes, [
      { from: this.#reached, to: Number.POSITIVE_INFINITY },
    ]);
  }

  /** What is covered by now and was not told yet. */
  take(place: TrailPlace): readonly Covered[] {
    const { holes, closed, losses } = this.#terms;
    const gained = [{ from: this.#reached, to: Math.min(this.#told, closed) }];
    this.#told = Math.min(this.#told, this.#reached);
    const asked = subtractSpans(gained, subtractSpans(gained, holes));
    const { account, region } = place;
    return subtractSpans(asked, [...losses.spans(), ...this.silent]).map((span) => ({
      ...intervalOf(span),
      account,
      region,
      selector: "everything",
    }));
  }
}
