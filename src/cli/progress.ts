import { neutraliseForTerminal } from "../ask/neutralise.ts";
import type { Surroundings } from "./surroundings.ts";

/** Nobody wants to be told about what takes less. */
const PATIENCE_MS = 1000;
/** A log is not a terminal: fewer lines there. */
const LOG_INTERVAL_MS = 5000;
/** Drawing for each page of forty regions would be work for the terminal's sake. */
const DRAW_INTERVAL_MS = 100;
/** More lines than that are summed up. */
const MOST_LINES = 12;

/** Tells on standard error what a wait is for: a line for each that is waited for, written over on a terminal. */
export interface Progress {
  /** What is now known of one of those waited for. */
  readonly say: (whom: string, text: string) => void;
  /** It is waited for no longer. */
  readonly done: (whom: string) => void;
  /** A line that stays. */
  readonly found: (text: string) => void;
  readonly end: () => void;
}

export function startProgress(
  { stderr, hear }: Pick<Surroundings, "stderr" | "hear">,
  clock: { readonly now: () => number } = performance,
): Progress {
  if (hear) return heardProgress(hear);
  const start = clock.now();
  const lines = new Map<string, string>();
  let done = 0;
  let last = Number.NEGATIVE_INFINITY;
  let drawn = 0;

  const wipe = (): void => {
    if (drawn > 0) stderr.write(`\u001b[${String(drawn)}A\r\u001b[J`);
    drawn = 0;
  };
  const isDue = (now: number): boolean =>
    now - start >= PATIENCE_MS && now - last >= (stderr.isTTY ? DRAW_INTERVAL_MS : LOG_INTERVAL_MS);
  const draw = (): void => {
    const now = clock.now();
    if (!isDue(now)) return;
    last = now;
    const width = (stderr.columns ?? 80) - 1;
    const shown = linesToShow(lines, done).map((line) =>
      stderr.isTTY ? line.slice(0, width) : line,
    );
    wipe();
    stderr.write(shown.map((line) => `${line}\n`).join(""));
    drawn = stderr.isTTY ? shown.length : 0;
  };

  return {
    say(whom, text) {
      lines.set(whom, neutraliseForTerminal(text));
      draw();
    },
    done(whom) {
      lines.delete(whom);
      done += 1;
    },
    found(text) {
      if (clock.now() - start < PATIENCE_MS) return;
      wipe();
      stderr.write(`${neutraliseForTerminal(text)}\n`);
    },
    end: wipe,
  };
}

/** A program that waits decides itself how often it wants to know. */
function heardProgress(hear: (text: string) => void): Progress {
  let done = 0;
  return {
    say: (whom, text) => hear(`${whom}: ${text}`),
    done(whom) {
      done += 1;
      hear(`${whom}: done (${String(done)})`);
    },
    found: hear,
    end: () => undefined,
  };
}

function linesToShow(lines: ReadonlyMap<string, string>, done: number): readonly string[] {
  const all = [...lines].map(([whom, text]) => `${whom}: ${text}`);
  const left = all.length - MOST_LINES;
  const more = left > 0 ? [`… and ${String(left)} more, ${String(done)} done`] : [];
  return [...all.slice(0, MOST_LINES), ...more];
}
