import type { ReadRequest, Source } from "../../ingest/source.ts";
import { takeIn, type Intake } from "./take-in.ts";

/** How a source is followed. */
export interface Following {
  readonly intake: Intake;
  readonly once: boolean;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

const MOST_TOLD_AT_ONCE = 3;

/** Takes in what a source brings by itself (a queue, a receiver, files) until it ends or the signal says so. */
export async function follow(source: Source, following: Following): Promise<void> {
  const { intake, once, tell, signal } = following;
  const { ledger, now } = intake;
  const at = now();
  const request: ReadRequest = {
    window: { from: "2006-01-01T00:00:00Z", to: at.toISOString() },
    now: at,
    covered: () => [],
    memory: {
      get: (name) => ledger.note(name),
      set: (name, value) => {
        ledger.saveNote(name, value);
      },
    },
    follow: once ? "until-empty" : "forever",
    signal,
  };
  try {
    for await (const page of source.read(request)) {
      await takeIn(page, source.uri, intake);
      if (page.progress !== undefined && page.records.length === 0) tell(page.progress);
      for (const { position, reason } of page.unreadable.slice(0, MOST_TOLD_AT_ONCE)) {
        tell(`not read, and left where it is: ${position}: ${reason}`);
      }
    }
  } catch (error) {
    // What was received and not kept comes again.
    if (!signal.aborted) throw error;
  }
}
