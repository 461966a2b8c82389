import type { Page } from "../source.ts";
import type { PlaceReader } from "./place-reader.ts";
import type { TrailRun } from "./trail-run.ts";

/** Places that are read side by side. */
const AT_ONCE = 8;

interface Turn {
  readonly reader: PlaceReader;
  readonly pages: AsyncGenerator<Page>;
}

/** Lets places take turns, a slice each, so that what is newest everywhere comes first. */
export async function* takeTurns(
  run: TrailRun,
  readers: readonly PlaceReader[],
): AsyncGenerator<Page> {
  const waiting = [...readers];
  const asked = new Map<Turn, Promise<readonly [Turn, IteratorResult<Page>]>>();
  const ask = (turn: Turn): void => {
    asked.set(
      turn,
      turn.pages.next().then((result) => [turn, result] as const),
    );
  };
  const begin = (): void => {
    const reader = asked.size < AT_ONCE ? waiting.shift() : undefined;
    if (reader) ask({ reader, pages: reader.readSlice() });
  };
  for (let count = 0; count < AT_ONCE; count++) begin();
  try {
    while (asked.size > 0) {
      const [turn, result] = await Promise.race(asked.values());
      asked.delete(turn);
      if (result.done === true) {
        if (!turn.reader.hasEnded) waiting.push(turn.reader);
        begin();
      } else {
        yield result.value;
        // Only now is the page kept: what it proves may be built on.
        ask(turn);
      }
      if (run.broken) throw run.broken.error;
    }
  } finally {
    for (const [turn, pending] of asked) {
      pending.catch(() => undefined);
      void turn.pages.return(undefined).catch(() => undefined);
    }
  }
}
