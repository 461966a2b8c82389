import type { Change } from "./change.ts";
import type { Detected, Watching } from "./detector.ts";
import { actorKey } from "./detector-words.ts";
import { createRecent } from "./recent.ts";

/** What counts towards a burst, and how one is told. */
export interface Burst {
  /** From how many on. */
  readonly least: number;
  readonly minutes: number;
  /** What a change counts as; nothing where it does not count. */
  readonly what: (change: Change) => string | undefined;
  /** Two calls about the same thing are one. */
  readonly distinct?: true;
  /** What was done, behind the actor's name: `stopped 12 tasks`. */
  readonly deed: (number: number) => string;
  /** What to list at the end, of what was counted, oldest first. */
  readonly list?: (things: readonly string[]) => readonly string[];
}

/** Watches for one actor who does many alike things within some minutes. */
export function watchBurst({ least, minutes, what, distinct, deed, list }: Burst): Watching {
  const recent = createRecent<{ readonly what: string; readonly eventID: string }>(minutes);
  return {
    see({ change }): Detected | undefined {
      const thing = what(change);
      if (thing === undefined) return undefined;
      const { at, eventID, actor } = change;
      const calls = recent.add(actorKey(change), at, { what: thing, eventID });
      const things = calls.map((call) => call.what);
      const number = distinct ? new Set(things).size : things.length;
      if (number < least) return undefined;
      const named = list === undefined ? "" : `: ${list(things).join(", ")}`;
      return {
        message: `${actor.name} ${deed(number)} within ${String(minutes)} minutes, the last at ${at}${named}.`,
        eventIDs: calls.map((call) => call.eventID),
        ofActor: true,
      };
    },
  };
}
