import type { Interval } from "../../core/coverage.ts";
import type { GivenUp } from "./planner.ts";
import type { Quest, Topic } from "./quest.ts";
import type { Sight } from "./sight.ts";
import { intervalOf, mergeSpans, spanOf, subtractSpans, type Span } from "./spans.ts";
import { tellCoverage, type Stretch, type Trouble } from "./stretch.ts";

/** How a reading ended, for telling what it saw. */
export interface Ended {
  readonly quest: Quest;
  readonly sight: Sight;
  readonly stretch: Stretch;
  readonly givenUp: readonly GivenUp[];
  /** Why whatever else is unseen was not asked for. */
  readonly otherwise: Trouble;
  /** What is older than this second did not matter any more. */
  readonly floor: number;
  readonly older: Trouble;
}

/** What was seen for the question, in as few rows as tell it: not one for each operation. */
export function tellSight(ended: Ended): readonly (Interval & Trouble)[] {
  const { quest, sight, stretch } = ended;
  const whole = spanOf(stretch.whole);
  const unseen = quest.topics.flatMap((topic) => sight.unseen(topic));
  const seen = subtractSpans([whole], unseen).map(intervalOf);
  return tellCoverage(stretch, seen, (part) => explain(ended, spanOf(part)));
}

interface Missing {
  readonly span: Span;
  /** None is all of them. */
  readonly topics: readonly Topic[];
  readonly whys: readonly Trouble[];
}

/** Neighbouring seconds in which operations are missing for the same reasons are told together. */
function explain(ended: Ended, part: Span): readonly (Interval & Trouble)[] {
  const { quest, sight, floor } = ended;
  if (part.from < floor && floor < part.to) {
    const older = explain(ended, { from: part.from, to: floor });
    return [...older, ...explain(ended, { from: floor, to: part.to })];
  }
  if (part.to <= floor) return [{ ...intervalOf(part), ...ended.older }];
  const missing = quest.topics.map((topic) => ({
    topic,
    spans: within(part, sight.unseen(topic)),
  }));
  const ends = [part.to, ...missing.flatMap(({ spans }) => spans.flatMap(boundsOf))];
  for (const { spans } of ended.givenUp) ends.push(...within(part, spans).flatMap(boundsOf));
  const told: Missing[] = [];
  let from = part.from;
  for (const to of [...new Set(ends)].toSorted((one, other) => one - other)) {
    if (to <= from) continue;
    const at = from;
    const topics = missing.flatMap(({ topic, spans }) => (holds(spans, at) ? [topic] : []));
    join(told, { span: { from, to }, topics, whys: whysOf(ended, topics, at) }, quest);
    from = to;
  }
  return told.map(({ span, topics, whys }) => ({
    ...intervalOf(span),
    ...troubleOf(topics, whys, quest),
  }));
}

function join(told: Missing[], next: Missing, { topics: all }: Quest): void {
  const last = told.at(-1);
  const isWhole = (one: Missing): boolean => one.topics.length === all.length;
  const isSame =
    last !== undefined &&
    last.span.to === next.span.from &&
    isWhole(last) === isWhole(next) &&
    JSON.stringify(last.whys) === JSON.stringify(next.whys);
  if (!isSame) {
    told.push(next);
    return;
  }
  told[told.length - 1] = {
    span: { from: last.span.from, to: next.span.to },
    topics: all.filter((topic) => last.topics.includes(topic) || next.topics.includes(topic)),
    whys: last.whys,
  };
}

function whysOf(ended: Ended, topics: readonly Topic[], at: number): readonly Trouble[] {
  const whys = new Map<string, Trouble>();
  for (const topic of topics) {
    const lost = ended.givenUp.find((one) => one.topic === topic && holds(one.spans, at));
    const why = lost?.why ?? ended.otherwise;
    whys.set(JSON.stringify(why), why);
  }
  return [...whys.values()];
}

const MOST_NAMED = 4;

function troubleOf(
  topics: readonly Topic[],
  whys: readonly Trouble[],
  { topics: all }: Quest,
): Trouble {
  const notes = whys.flatMap(({ note }) => note ?? []).join("; ");
  if (topics.length === all.length) {
    const [state = "not-asked"] = whys.map((why) => why.state).toSorted(worstFirst);
    return { state, note: notes };
  }
  const names = topics.map(({ label }) => label).join(", ");
  const which =
    topics.length <= MOST_NAMED ? names : `${topics.length} of ${all.length} operations`;
  return { state: "partial", note: `without ${which}: ${notes}` };
}

const ORDER: readonly Trouble["state"][] = ["denied", "unreachable", "not-asked"];

function worstFirst(one: Trouble["state"], other: Trouble["state"]): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}

function within(part: Span, spans: readonly Span[]): readonly Span[] {
  return mergeSpans(
    spans.map(({ from, to }) => ({
      from: Math.max(from, part.from),
      to: Math.min(to, part.to),
    })),
  );
}

function boundsOf({ from, to }: Span): readonly number[] {
  return [from, to];
}

function holds(spans: readonly Span[], second: number): boolean {
  return spans.some(({ from, to }) => from <= second && second < to);
}
