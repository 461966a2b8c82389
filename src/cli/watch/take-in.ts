import { PAUSE_MS, type Deliverer } from "../../alert/deliver.ts";
import { whyKept } from "../../ingest/is-kept.ts";
import type { Page } from "../../ingest/source.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { Judge } from "./judge.ts";

/** What pages are taken in with. */
export interface Intake {
  readonly ledger: Ledger;
  readonly judge: Judge;
  readonly deliverer: Pick<Deliverer, "wake">;
  readonly now: () => Date;
  /** How long a group stays open. */
  readonly windowMs: number;
  readonly seen: WatchCounts;
}

/** What came in since the start. */
export interface WatchCounts {
  records: number;
  effects: number;
  findings: number;
  unreadable: number;
}

/**
 * Keeps a page, its effects and what must leave because of it in one transaction; only then the source may forget it, and
 * delivery begins.
 */
export async function takeIn(
  page: Page,
  uri: string,
  { ledger, judge, deliverer, now, windowMs, seen }: Intake,
): Promise<void> {
  const { effects = [], covered = [], unreadable } = page;
  const records = page.records.filter(({ record }) => whyKept(record) !== undefined);
  seen.unreadable += unreadable.length;
  if (records.length + effects.length + covered.length > 0) {
    const at = now();
    const { added, posted = 0 } = ledger.add({
      source: uri,
      records,
      effects,
      covered,
      post: () => ({
        postings: judge.judge(
          records.map(({ record }) => record),
          at.toISOString().slice(0, 10),
        ),
        grouping: { now: at.getTime(), windowMs, pauseMs: PAUSE_MS },
      }),
    });
    seen.records += added;
    seen.effects += effects.length;
    seen.findings += posted;
    if (posted > 0) deliverer.wake();
  }
  await page.settle?.();
}
