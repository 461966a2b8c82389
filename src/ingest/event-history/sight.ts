import type { Interval } from "../../core/coverage.ts";
import type { Quest, Topic } from "./quest.ts";
import { mergeSpans, subtractSpans, type Span } from "./spans.ts";

/** What of the window has been seen through which selector, and what therefore has not been seen of a topic. */
export class Sight {
  readonly #quest: Quest;
  readonly #window: Span;
  readonly #seen = new Map<string, readonly Span[]>();
  readonly #unseen = new Map<string, readonly Span[]>();

  /** @param covered what earlier readings saw through a selector. */
  constructor(quest: Quest, window: Span, covered: (selector: string) => readonly Interval[]) {
    this.#quest = quest;
    this.#window = window;
    for (const selector of [...quest.scans, ...quest.topics.map((topic) => topic.selector)]) {
      this.#seen.set(selector, mergeSpans(covered(selector).map(inner)));
    }
  }

  /** Notes that a selector has shown all of a span. */
  see(selector: string, span: Span): void {
    this.#seen.set(selector, mergeSpans([...(this.#seen.get(selector) ?? []), span]));
    if (this.#quest.scans.includes(selector)) this.#unseen.clear();
    else this.#unseen.delete(selector);
  }

  /** What has not been seen of a topic, through no selector that shows it; oldest first. */
  unseen({ selector }: Topic): readonly Span[] {
    const known = this.#unseen.get(selector);
    if (known) return known;
    const shown = [selector, ...this.#quest.scans].flatMap((one) => this.#seen.get(one) ?? []);
    const unseen = subtractSpans([this.#window], shown);
    this.#unseen.set(selector, unseen);
    return unseen;
  }
}

/** Narrowed to whole seconds: a second that was seen in part was not seen. */
function inner({ from, to }: Interval): Span {
  return { from: Math.ceil(Date.parse(from) / 1000), to: Math.floor(Date.parse(to) / 1000) };
}
