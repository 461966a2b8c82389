import type { Answer } from "../ask/answer.ts";
import type { Need } from "../ask/question.ts";
import type { Coverage } from "../core/coverage.ts";
import type { Unreadable } from "../core/parse-records.ts";
import { sentenceOf } from "../core/sentence.ts";
import { ingest } from "../ingest/ingest.ts";
import type { Material } from "./material.ts";
import { startProgress, type Progress } from "./progress.ts";
import type { Surroundings } from "./surroundings.ts";

/** What reading brought besides records. */
export interface Seen {
  readonly coverage: Coverage[];
  readonly unreadable: Unreadable[];
}

/**
 * Reads what a question needs into the ledger and adds to `seen` what could and could not be seen. While a slow source is
 * read, each hit is told on standard error as it comes.
 *
 * @param soFar the answer from what the ledger holds now.
 * @throws OperatorError what the sources throw; the signal's reason when the user interrupts.
 */
export async function readMaterial(
  { sources, ledger, now }: Material,
  need: Need,
  surroundings: Surroundings,
  seen: Seen,
  soFar: (() => Answer) | undefined,
): Promise<void> {
  const { window, eventID } = need;
  if (eventID !== undefined && ledger.raw(eventID) !== undefined) return;
  const { signal } = surroundings;
  const request = { window, now, signal, ...(eventID !== undefined && { eventID }) };
  const progress = startProgress(surroundings);
  const told = new Set<string>();
  for (const source of sources) {
    for await (const step of ingest(source, ledger, request)) {
      seen.coverage.push(...step.coverage);
      seen.unreadable.push(...step.unreadable);
      if (step.progress !== undefined) progress.say(step.progress);
      // Only AWS makes one wait so long that a first hit is worth asking again for.
      if (step.requests > 0 && step.added > 0 && soFar) tellFound(soFar(), told, progress);
    }
    signal.throwIfAborted();
  }
  progress.end();
}

const TOLD_AT_ONCE = 5;

/** Each new hit is told once; the answer at the end knows more about each. */
function tellFound(answer: Answer, told: Set<string>, progress: Progress): void {
  const fresh = answer.changes.filter(({ eventID }) => !told.has(eventID));
  for (const change of fresh.slice(0, TOLD_AT_ONCE)) progress.found(`found: ${sentenceOf(change)}`);
  for (const { eventID } of fresh) told.add(eventID);
}
