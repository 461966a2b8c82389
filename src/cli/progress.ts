import { neutraliseForTerminal } from "../ask/neutralise.ts";
import type { Surroundings } from "./surroundings.ts";

/** Nobody wants to be told about what takes less. */
const PATIENCE_MS = 1000;
/** A log is not a terminal: fewer lines there. */
const LOG_INTERVAL_MS = 5000;

/** Tells on standard error what a wait is for: one line that is written over on a terminal, now and then a line elsewhere. */
export interface Progress {
  readonly say: (text: string) => void;
  /** A line that stays. */
  readonly found: (text: string) => void;
  readonly end: () => void;
}

export function startProgress({ stderr }: Surroundings, clock = performance): Progress {
  const start = clock.now();
  let last = start + PATIENCE_MS - LOG_INTERVAL_MS;
  let dirty = false;
  const wipe = (): void => {
    if (dirty) stderr.write("\r\u001b[K");
    dirty = false;
  };
  return {
    say(text) {
      const now = clock.now();
      if (now - start < PATIENCE_MS) return;
      const line = neutraliseForTerminal(text);
      if (stderr.isTTY) {
        wipe();
        stderr.write(line.slice(0, (stderr.columns ?? 80) - 1));
        dirty = true;
      } else if (now - last >= LOG_INTERVAL_MS) {
        last = now;
        stderr.write(`${line}\n`);
      }
    },
    found(text) {
      if (clock.now() - start < PATIENCE_MS) return;
      wipe();
      stderr.write(`${neutraliseForTerminal(text)}\n`);
    },
    end: wipe,
  };
}
