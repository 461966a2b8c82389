import type { Answer } from "./answer.ts";

/** A way to write an answer down, one per file in formats/. Each neutralises hostile strings for where it is read. */
export interface Format {
  /** What `--output` takes. */
  readonly name: string;
  readonly summary: string;
  /** The whole text, with its last line ended. */
  readonly render: (answer: Answer, screen: Screen) => string;
}

/** Where the text will be read. */
export interface Screen {
  /** Columns; `undefined` where nobody looks (a pipe or a file). */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** OSC 8 links may be written. */
  readonly hyperlinks: boolean;
  /** Times in the reader's time zone instead of UTC: an IANA name, or `undefined` for UTC. */
  readonly timeZone: string | undefined;
  /** "How long ago" beside each time. */
  readonly ages: boolean;
}

/** Returns its argument. */
export function defineFormat(format: Format): Format {
  return format;
}
