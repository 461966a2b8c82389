import type { Density } from "./density.ts";
import type { OpenChain } from "./open-chain.ts";
import type { Quest, Topic } from "./quest.ts";
import type { Sight } from "./sight.ts";
import { mergeSpans, since, subtractSpans, type Span } from "./spans.ts";
import type { Trouble } from "./stretch.ts";

/** The next stretch to ask for through a selector. */
export interface Part {
  readonly selector: string;
  /** Its end is where the last page stopped, or where none has begun. */
  readonly span: Span;
}

/** How the rest is read. */
export type Way =
  | { readonly kind: "heads" | "probes" | "names" | "done" }
  | { readonly kind: "scan"; readonly selector: string };

/** What will not be asked for any more in this reading. */
export interface GivenUp {
  readonly topic: Topic;
  readonly spans: readonly Span[];
  readonly why: Trouble;
}

/** With so few operations a chain each is never much dearer than anything else. */
const FEW = 4;

/** Where only the newest hit matters, these many operations are asked for before anything is probed. */
const HEADS = 2;

/** Chains cost more than they seem to at first, because of what other services do under the same names. */
const SCAN_MAY_COST = 1.2;

/** Chains that have begun are given up for a scan only when that is clearly cheaper. */
const WORTH_CHANGING = 1.3;

/** So many requests may go into the tags of ECS, which stand among everybody's. */
const SHARED_BUDGET = 60;

/** Where one scan is expected to take no more, nothing else needs to be probed. */
const CHEAP = 3;

interface Scan {
  readonly selector: string;
  /** Requests expected. */
  readonly cost: number;
}

interface Knowledge {
  readonly quest: Quest;
  readonly sight: Sight;
  readonly density: Density;
  /** The chains that have begun and not ended. */
  readonly open: () => readonly OpenChain[];
  /** Nothing before this second can be read. */
  readonly reach: number;
  /** Whether only the newest hit matters. */
  readonly isNewest: boolean;
  /** Whether the user said how many requests may be made, so that no other budget is needed. */
  readonly hasBudget: boolean;
}

/**
 * Decides through which selectors what is unseen is asked for, from what the pages so far tell about density. Knows
 * nothing of requests: whoever asks tells it what came.
 */
export class Planner {
  way: Way = { kind: "heads" };
  readonly givenUp: GivenUp[] = [];
  readonly #of: Knowledge;
  /** Nothing before this second is asked for. */
  floor: number;
  readonly #failedScans = new Set<string>();
  #scanned = 0;
  #sharedPages = 0;
  #leftScan: string | undefined;

  constructor(knowledge: Knowledge) {
    this.#of = knowledge;
    this.floor = knowledge.reach;
    this.decide();
  }

  /** Nothing older matters any more. */
  settle(second: number): void {
    this.floor = Math.max(this.floor, second);
  }

  get isSettled(): boolean {
    return this.floor > this.#of.reach;
  }

  /** Whether what is left can be estimated. */
  get isEstimated(): boolean {
    const { quest, density } = this.#of;
    if (this.way.kind === "heads" || this.way.kind === "probes") return false;
    return (
      this.way.kind !== "names" ||
      this.#hasProbed() ||
      quest.topics.every(({ selector }) => density.isKnown(selector))
    );
  }

  /** What may be asked for now, best first. */
  parts(): readonly Part[] {
    const { quest } = this.#of;
    const { way } = this;
    if (way.kind === "scan") return this.#cut(way.selector, this.#unseenOfAny()).toReversed();
    if (way.kind === "probes") {
      return quest.scans
        .filter((scan) => this.#isUsable(scan) && !this.#of.density.isKnown(scan))
        .flatMap((scan) => this.#cut(scan, this.#unseenOfAny()).slice(-1));
    }
    if (way.kind === "heads") return this.#heads().flatMap((topic) => this.#newest(topic));
    if (way.kind === "done") return [];
    const main = this.#partsOf(quest.topics.filter(({ isShared }) => !isShared));
    return main.length > 0 ? main : this.#partsOf(quest.topics);
  }

  /** Requests still expected, the way it is going. */
  expected(): number {
    const { way } = this;
    return Math.ceil(way.kind === "scan" ? this.#costOfScan(way.selector) : this.#costOfNames());
  }

  /** Requests expected for one part. */
  expectedFor({ selector, span }: Part): number {
    const clipped = since(this.floor, [span]);
    const topic = this.#of.quest.topics.find((one) => one.selector === selector);
    return topic ? this.#costOf(topic, clipped) : this.#of.density.pages(selector, clipped);
  }

  /** Chooses anew; called after each page, with the selector that it came through. */
  decide(selector?: string): void {
    if (this.way.kind === "scan") this.#scanned++;
    if (this.#of.quest.topics.some((one) => one.isShared && one.selector === selector)) {
      this.#sharedPages++;
    }
    this.#giveUpShared();
    this.way = this.#choose();
    if (this.way.kind !== "scan") this.#scanned = 0;
  }

  /** A chain has failed for good: its stretch is not asked for again through its selector. */
  fail(selector: string, span: Span, why: Trouble): void {
    const topic = this.#of.quest.topics.find((one) => one.selector === selector);
    if (topic) this.givenUp.push({ topic, spans: [span], why });
    else this.#failedScans.add(selector);
  }

  /** The newest stretch of an operation that has not been seen, however old. */
  newestOf(label: string): readonly Part[] {
    const topic = this.#of.quest.topics.find((one) => one.label === label);
    if (!topic) return [];
    return since(this.#of.reach, this.#of.sight.unseen(topic))
      .slice(-1)
      .map((span) => ({ selector: topic.selector, span }));
  }

  #choose(): Way {
    const { quest, density, isNewest } = this.#of;
    const wanting = quest.topics.filter((topic) => this.#left(topic).length > 0);
    if (wanting.length === 0) return { kind: "done" };
    if (isNewest && this.#heads().length > 0) return { kind: "heads" };
    if (wanting.length <= FEW && !this.#hasProbed()) return { kind: "names" };
    const scans = quest.scans.filter((scan) => this.#isUsable(scan));
    const best = this.#bestScan();
    const isProbed = scans.every((scan) => density.isKnown(scan));
    if (!isProbed && !(best && best.cost <= CHEAP)) return { kind: "probes" };
    if (best && this.#isWorth(best, this.#costOfNames(), wanting.length)) {
      return { kind: "scan", selector: best.selector };
    }
    if (this.way.kind === "scan") this.#leftScan = this.way.selector;
    return { kind: "names" };
  }

  /** The scan that is under way; the pages of another are too far back in time to compare. */
  #bestScan(): Scan | undefined {
    const { quest, density } = this.#of;
    const { way } = this;
    const usable = quest.scans.filter((scan) => this.#isUsable(scan) && density.isKnown(scan));
    const [best] = usable
      .filter(
        (scan) => way.kind !== "scan" || scan === way.selector || !usable.includes(way.selector),
      )
      .map((selector) => ({ selector, cost: this.#costOfScan(selector) }))
      .toSorted((one, other) => one.cost - other.cost);
    return best;
  }

  #isWorth({ selector, cost }: Scan, names: number, wanting: number): boolean {
    const { way } = this;
    if (way.kind === "names" || selector === this.#leftScan) return cost * WORTH_CHANGING <= names;
    // A scan that has cost twice what it was to save has to prove itself.
    const isLate = way.kind === "scan" && this.#scanned > 2 * wanting;
    if (isLate) return cost <= names;
    const mayCost = Math.max(names, wanting * SCAN_MAY_COST);
    return cost * (1 - this.#of.density.doubt(selector)) <= mayCost;
  }

  #hasProbed(): boolean {
    return this.#of.quest.scans.some((scan) => this.#of.density.isKnown(scan));
  }

  #isUsable(scan: string): boolean {
    return !this.#failedScans.has(scan);
  }

  /** The first operations, until each has had a page. */
  #heads(): readonly Topic[] {
    const { quest, density } = this.#of;
    return quest.topics
      .slice(0, HEADS)
      .filter((topic) => !density.isKnown(topic.selector) && this.#left(topic).length > 0);
  }

  #costOfScan(selector: string): number {
    return this.#of.density.pages(selector, since(this.floor, this.#unseenOfAny()));
  }

  #costOfNames(): number {
    const costs = this.#of.quest.topics.map((topic) => {
      const cost = this.#costOf(topic, since(this.floor, this.#left(topic)));
      return topic.isShared && !this.#of.hasBudget ? Math.min(cost, SHARED_BUDGET) : cost;
    });
    return costs.reduce((sum, cost) => sum + cost, 0);
  }

  #costOf(topic: Topic, spans: readonly Span[]): number {
    const { density, quest } = this.#of;
    return density.pagesOfTopic(topic, spans, quest.scans);
  }

  /** What is still to be seen of a topic: whole stretches, of which the part before the floor will not be asked for. */
  #left(topic: Topic): readonly Span[] {
    const lost = this.givenUp.flatMap((one) => (one.topic === topic ? one.spans : []));
    const unseen = since(this.#of.reach, this.#of.sight.unseen(topic));
    const left = lost.length > 0 ? subtractSpans(unseen, lost) : unseen;
    return left.filter(({ to }) => to > this.floor);
  }

  #unseenOfAny(): readonly Span[] {
    return mergeSpans(this.#of.quest.topics.flatMap((topic) => this.#left(topic)));
  }

  /** Cut where open chains go on, so that each part has at most one; oldest first. */
  #cut(selector: string, spans: readonly Span[]): readonly Part[] {
    const frontiers = this.#of
      .open()
      .filter((chain) => chain.selector === selector)
      .map(({ frontier }) => frontier);
    return spans
      .flatMap(({ from, to }) => {
        const cuts = frontiers.filter((one) => from < one && one < to);
        const ends = [...new Set(cuts), to].toSorted((one, other) => one - other);
        return ends.map((end, index) => ({ from: ends[index - 1] ?? from, to: end }));
      })
      .filter(({ to }) => to > this.floor)
      .map((span) => ({ selector, span }));
  }

  #newest(topic: Topic): readonly Part[] {
    return this.#cut(topic.selector, this.#left(topic)).slice(-1);
  }

  /** Each operation's first page, the most telling first; then whichever has been seen least far back. */
  #partsOf(topics: readonly Topic[]): readonly Part[] {
    const { density } = this.#of;
    const first = topics
      .filter(({ selector }) => !density.isKnown(selector))
      .flatMap((topic) => this.#newest(topic));
    const rest = topics
      .flatMap((topic) => this.#cut(topic.selector, this.#left(topic)))
      .filter((part) => !first.includes(part))
      .toSorted((one, other) => other.span.to - one.span.to);
    return [...first, ...rest];
  }

  /** The tags of ECS stand among everybody's: what is too dear is left out, and said. */
  #giveUpShared(): void {
    const { quest, density, hasBudget, sight } = this.#of;
    const shared = quest.topics.filter(
      (topic) => topic.isShared && density.isKnown(topic.selector) && this.#left(topic).length > 0,
    );
    if (hasBudget || shared.length === 0) return;
    const cost = shared
      .map((topic) => this.#costOf(topic, since(this.floor, this.#left(topic))))
      .reduce((sum, one) => sum + one, 0);
    const scan = this.#bestScan()?.cost ?? Infinity;
    if (Math.min(cost + this.#sharedPages, scan) <= SHARED_BUDGET) return;
    for (const topic of shared) {
      const spans = sight.unseen(topic);
      this.givenUp.push({ topic, spans, why: tooDear(Math.ceil(cost)) });
    }
  }
}

function tooDear(requests: number): Trouble {
  const said = `would take about ${requests} requests; --max-requests ${requests} asks for them`;
  return { state: "not-asked", note: said };
}
