import { readHole, type FailedPage, type Lookup, type LookupPage } from "./read-hole.ts";
import { intervalOf, spanOf, type Span } from "./spans.ts";

/** The pages of one stretch through one selector, asked for one at a time, newest first. */
export class OpenChain {
  readonly selector: string;
  readonly hole: Span;
  /** Everything of the hole from this second on has been seen. */
  frontier: number;
  /** A request is on its way, or its answer has not been taken yet. */
  isBusy = false;
  /** Nothing more is to be had of it. */
  isDone = false;
  readonly #pages: AsyncGenerator<LookupPage | FailedPage>;

  constructor(selector: string, hole: Span, lookUp: Lookup) {
    this.selector = selector;
    this.hole = hole;
    this.frontier = hole.to;
    this.#pages = readHole(intervalOf(hole), selector, lookUp);
  }

  /** @throws what the look-up throws. */
  async ask(): Promise<LookupPage | FailedPage> {
    const { value, done } = await this.#pages.next();
    if (done !== true) return value;
    const said = "CloudTrail's pages ended before the stretch did";
    return { failure: { kind: "unreachable", said, cause: undefined }, requests: 0 };
  }

  /** @returns how many more seconds a page has shown to be whole. */
  advance({ proven }: LookupPage): number {
    if (!proven) return 0;
    const before = this.frontier;
    this.frontier = Math.min(before, spanOf(proven).from);
    this.isDone = this.frontier <= this.hole.from;
    return before - this.frontier;
  }
}
