import { setTimeout as wait } from "node:timers/promises";
import { operationsFor } from "../../ask/operations.ts";
import { OperatorError } from "../../core/errors.ts";
import type { ReadRequest } from "../../ingest/source.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { NamedSource } from "../material.ts";
import { takeIn, type Intake } from "./take-in.ts";

/** How a source is asked again and again. */
export interface Polling {
  readonly intake: Intake;
  readonly everyMs: number;
  /** From where on the first time, where the ledger knows of no earlier watch. */
  readonly since: Date;
  readonly once: boolean;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** CloudTrail delivers in about 5 minutes, up to 15, in no order: each look goes so far back behind the last. */
export const OVERLAP_MS = 20 * 60_000;

/** More is not caught up with by itself after a pause. */
const LONGEST_BACK_MS = 7 * 24 * 3_600_000;

/** A busy hour is a few dozen pages; a poll that takes longer than that goes on where it stopped. */
const MOST_REQUESTS = 300;

/**
 * Looks at a source that must be asked, in windows that overlap, until the signal says so. How far it came is noted in the
 * ledger, so that a restart goes on from there.
 *
 * @throws OperatorError where the first look fails.
 */
export async function poll(named: NamedSource, polling: Polling): Promise<void> {
  const { everyMs, once, tell, signal } = polling;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      await lookOnce(named, polling);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof OperatorError) || isFirst) throw error;
      tell(`${named.label}: ${error.message} It is tried again.`);
    }
    if (once) return;
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function lookOnce(named: NamedSource, polling: Polling): Promise<void> {
  const { source, label, isGlobal } = named;
  const { intake, since, tell, signal } = polling;
  const { ledger } = intake;
  const now = intake.now();
  const key = `watch ${source.uri} ${label}`;
  const from = new Date(Math.max(fromOf(ledger, key, since), now.getTime() - LONGEST_BACK_MS));
  const request: ReadRequest = {
    window: { from: from.toISOString(), to: now.toISOString() },
    now,
    // Also what another command has read: nobody has judged it yet.
    covered: () => [],
    memory: {
      get: (name) => ledger.note(name),
      set: (name, value) => {
        ledger.saveNote(name, value);
      },
    },
    changePace: ledger.changePace.bind(ledger),
    maxRequests: MOST_REQUESTS,
    signal,
    ...(isGlobal ? { selector: "Username=root" } : { actions: operationsFor({}) }),
  };
  let isWhole = true;
  for await (const page of source.read(request)) {
    await takeIn(page, source.uri, intake);
    for (const { state, note } of page.coverage ?? []) {
      if (state === "seen" || state === "fresh") continue;
      isWhole = false;
      tell(`${label}: not all could be seen (${state}${note === undefined ? "" : `: ${note}`})`);
    }
  }
  if (isWhole) ledger.saveNote(key, now.toISOString());
}

function fromOf(ledger: Ledger, key: string, since: Date): number {
  const noted = Date.parse(ledger.note(key) ?? "");
  return Number.isNaN(noted) ? since.getTime() : noted - OVERLAP_MS;
}
