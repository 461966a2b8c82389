import { Budget } from "../src/ingest/event-history/budget.ts";
import { questOf } from "../src/ingest/event-history/quest.ts";
import { PlannedReader } from "../src/ingest/event-history/read-planned.ts";
import type { Page } from "../src/ingest/source.ts";
import type { EventStore } from "./event-store.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What the usual article scripts, name by name. */
const ARTICLE = [
  "UpdateService",
  "CreateService",
  "DeleteService",
  "RunTask",
  "StopTask",
  "RegisterTaskDefinition",
  "DeregisterTaskDefinition",
];

export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  /** What settles the question, where the newest hit does. */
  readonly isHit?: (record: Page["records"][number]["record"]) => boolean;
  readonly maxRequests?: number;
  /** Seconds that AWS takes to answer, in virtual time; absent: none, and no pace either. */
  readonly latency?: number;
}

export interface Outcome {
  readonly requests: number;
  /** Virtual time, where there is a latency. */
  readonly seconds: number;
  readonly firstHit: number | undefined;
  readonly missed: number;
  readonly way: string;
  readonly cut: string;
}

/** Lets the planner read, counts its requests and compares what it brought with the truth. */
export async function ask(store: EventStore, asked: Asked): Promise<Outcome> {
  const clock = new VirtualClock();
  const outcome = readAll(store, asked, clock);
  return asked.latency === undefined ? outcome : clock.run(outcome);
}

const PER_SECOND = 1.9;

async function readAll(store: EventStore, asked: Asked, clock: VirtualClock): Promise<Outcome> {
  const { from, to, names, isHit, latency } = asked;
  let requests = 0;
  let firstHit: number | undefined;
  let newest: string | undefined;
  const seen = store.kinds.map(({ times }) => new Uint8Array(times.length));
  const reader = new PlannedReader({
    quest: questOf({ actions: names }),
    window: { from, to },
    reach: from,
    covered: () => [],
    lookUp: async (input) => {
      requests++;
      if (latency !== undefined) await clock.request(PER_SECOND, latency);
      return { output: store.lookUp(input), requests: 1 };
    },
    lag: () => latency ?? 0,
    budget: new Budget(asked.maxRequests),
    settledAt: isHit && (() => newest),
  });
  for await (const { page } of reader.read()) {
    for (const { record } of page.records) {
      const [kind = 0, index = 0] = record.eventID.split(":").map(Number);
      seen[kind]?.fill(1, index, index + 1);
      if (!isHit?.(record)) continue;
      firstHit ??= requests;
      if (newest === undefined || record.eventTime > newest) newest = record.eventTime;
    }
  }
  const since = newest === undefined ? from : Math.floor(Date.parse(newest) / 1000);
  const { way, givenUp } = reader.planner;
  const gone = new Set(givenUp.map(({ topic }) => topic.label));
  const wanted = names.filter((name) => !gone.has(name));
  const missed = countMissed(store, seen, { from: since, to, names: wanted });
  return {
    requests,
    seconds: clock.now,
    firstHit,
    missed,
    way: way.kind,
    cut: [...gone].join(" "),
  };
}

function countMissed(
  store: EventStore,
  seen: readonly Uint8Array[],
  { from, to, names }: Pick<Asked, "from" | "to" | "names">,
): number {
  return matching(store, names).reduce((sum, kind) => {
    const first = store.firstOf(kind, from);
    const count = store.countOf(kind, from, to);
    const found = seen[kind]?.subarray(first, first + count) ?? new Uint8Array();
    return sum + count - found.reduce((read, one) => read + one, 0);
  }, 0);
}

export function matching(store: EventStore, names: readonly string[]): readonly number[] {
  return store.kinds.flatMap(({ source, name }, kind) =>
    source === "ecs.amazonaws.com" && names.includes(name) ? [kind] : [],
  );
}

function pages(
  store: EventStore,
  selector: string,
  { from, to }: Pick<Asked, "from" | "to">,
): number {
  return Math.max(1, Math.ceil(store.count(selector, from, to) / 50));
}

/** Requests of the plans that a person could fix beforehand. */
export interface Fixed {
  readonly scan: number;
  readonly writes: number;
  readonly names: number;
  readonly article: number;
  readonly recall: number;
  readonly match: number;
}

export function fixedPlans(store: EventStore, asked: Asked): Fixed {
  const chains = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + pages(store, `EventName=${name}`, asked), 0);
  const count = (names: readonly string[]): number =>
    matching(store, names).reduce(
      (sum, kind) => sum + store.countOf(kind, asked.from, asked.to),
      0,
    );
  const match = count(asked.names);
  return {
    scan: pages(store, "EventSource=ecs.amazonaws.com", asked),
    writes: pages(store, "ReadOnly=false", asked),
    names: chains(asked.names),
    article: chains(ARTICLE),
    recall: match === 0 ? 1 : count(ARTICLE) / match,
    match,
  };
}
