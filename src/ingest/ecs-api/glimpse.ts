import type { Coverage, Interval } from "../../core/coverage.ts";
import { subtractIntervals } from "../../core/intervals.ts";
import type { Covered } from "../../ledger/ledger.ts";
import type { ReadRequest } from "../source.ts";
import type { Trouble } from "./asker.ts";

/** What ECS tells of a service, each with a memory of its own. */
export type Topic =
  | "ECS service events"
  | "ECS stopped tasks"
  | "ECS service deployments"
  | "scaling activities";

/** How far back ECS could be seen in one topic of one service, or what kept it from being seen. */
export interface Glimpse {
  readonly topic: Topic;
  /** `prod/checkout`; a whole cluster, where its tasks were listed without their services: `prod`. */
  readonly of: string;
  /** From when on all was seen: ISO 8601 in UTC. */
  readonly from?: string;
  /** What has become of what is older. */
  readonly before?: string;
  readonly trouble?: Trouble;
}

/** Where and when was looked. */
export interface Outlook extends Pick<ReadRequest, "covered" | "now" | "window"> {
  readonly account: string;
  readonly region: string;
  readonly source: string;
}

/** ECS's clock is not ours, and its reads may lag: what happened in the last minute is not yet seen for good. */
const UNSETTLED_MS = 60_000;

/** What was seen for good: remembered, so that a later answer knows what an earlier reading saw. */
export function coveredBy(glimpses: readonly Glimpse[], outlook: Outlook): readonly Covered[] {
  const { account, region, now } = outlook;
  const to = new Date(now.getTime() - UNSETTLED_MS).toISOString();
  return glimpses.flatMap(({ topic, of, from, trouble }) =>
    trouble || from === undefined || from >= to
      ? []
      : [{ account, region, selector: `${topic} of ${of}`, from, to }],
  );
}

type Row = Interval & Pick<Coverage, "note" | "state">;

/** What the answer has to say about what was seen, services with the same said together. */
export function tellGlimpses(glimpses: readonly Glimpse[], outlook: Outlook): readonly Coverage[] {
  const { account, region, source, window, now } = outlook;
  const end = now.toISOString();
  const whole = { from: window.from, to: window.to < end ? window.to : end };
  if (!(whole.from < whole.to)) return [];
  const told = new Map<
    string,
    { readonly topic: Topic; readonly row: Row; readonly of: string[] }
  >();
  for (const glimpse of glimpses) {
    for (const row of rowsOf(glimpse, whole, outlook)) {
      const key = JSON.stringify([glimpse.topic, row]);
      const known = told.get(key);
      if (known) known.of.push(glimpse.of);
      else told.set(key, { topic: glimpse.topic, row, of: [glimpse.of] });
    }
  }
  return [...told.values()].map(({ topic, row, of }) => ({
    account,
    region,
    source,
    selector: `${topic} of ${namesOf(of)}`,
    ...row,
  }));
}

function rowsOf(
  { topic, of, from, before, trouble }: Glimpse,
  whole: Interval,
  outlook: Outlook,
): readonly Row[] {
  const { covered, account, region } = outlook;
  if (trouble) return [{ ...whole, state: trouble.state, note: trouble.note }];
  if (from === undefined) return [];
  const earlier = covered(account, region, `${topic} of ${of}`);
  const unseen = subtractIntervals(whole, [{ from, to: whole.to }, ...earlier]);
  const seen = subtractIntervals(whole, unseen);
  return [
    ...unseen.map((part) => ({
      ...part,
      state: "partial" as const,
      ...(before !== undefined && { note: before }),
    })),
    ...seen.map((part) => ({ ...part, state: "seen" as const })),
  ];
}

const MOST_NAMED = 3;

function namesOf(names: readonly string[]): string {
  return names.length <= MOST_NAMED ? names.join(", ") : `${names.length} services`;
}
