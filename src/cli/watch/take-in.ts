import { setTimeout as wait } from "node:timers/promises";
import { OperatorError } from "../../core/errors.ts";
import { PAUSE_MS, type Deliverer } from "../../alert/deliver.ts";
import { whyKept } from "../../ingest/is-kept.ts";
import type { Page } from "../../ingest/source.ts";
import type { AddReport, Ledger, LedgerPage } from "../../ledger/ledger.ts";
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
    const { added, posted = 0 } = await addPatiently(ledger, {
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

const BUSY_MS = 1000;
const MOST_ATTEMPTS = 60;

/** Another process that writes for long (an import, an update of the ledger) is no reason to end the watch. */
async function addPatiently(ledger: Ledger, page: LedgerPage): Promise<AddReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A busy ledger refuses at the start: nothing has been judged yet.
      return ledger.add(page);
    } catch (error) {
      const isBusy = error instanceof OperatorError && error.code === "ledger-busy";
      if (!isBusy || attempt >= MOST_ATTEMPTS) throw error;
      await wait(BUSY_MS);
    }
  }
}
