import type { Scanned, ScannedPart } from "./scanner.ts";

/** All that a file held, or a part of it. */
export interface Portion {
  readonly scanned: Scanned;
  /** Nothing more of the file comes: only now was all of it read. */
  readonly isLast: boolean;
}

export const NOTHING: Scanned = { records: [], unreadable: [] };

/**
 * What a file held, part by part; a later one is read when it is asked for.
 *
 * @throws what the scanner throws: the signal's reason.
 */
export async function* portionsOf({ rest, ...first }: ScannedPart): AsyncGenerator<Portion> {
  yield { scanned: first, isLast: rest === undefined };
  if (rest === undefined) return;
  for await (const scanned of rest) yield { scanned, isLast: false };
  yield { scanned: NOTHING, isLast: true };
}
