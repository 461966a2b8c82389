import type { Screen } from "../format.ts";
import { neutraliseForTerminal, shorten } from "../neutralise.ts";

/** Writes for one screen: colours and links where it has them, plain text where not. */
export interface Pen {
  /** Columns to write in. */
  readonly width: number;
  readonly screen: Screen;
  /** Paints harmless text. */
  readonly paint: (style: Style, text: string) => string;
  /** Harmless text that opens an address. */
  readonly link: (url: string | undefined, text: string) => string;
}

export type Style = "strong" | "quiet" | "alarm" | "warning" | "good" | "accent";

const CODES: Readonly<Record<Style, string>> = {
  strong: "1",
  quiet: "2",
  alarm: "1;31",
  warning: "33",
  good: "32",
  accent: "36",
};

/** Where nobody looks lines are kept readable for those who will. */
const PIPE_WIDTH = 120;
const NARROWEST = 40;
const WIDEST = 180;

export function penFor(screen: Screen): Pen {
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, screen.width ?? PIPE_WIDTH)),
    screen,
    paint: (style, text) =>
      screen.colour && text !== "" ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text,
    link: (url, text) =>
      screen.hyperlinks && url !== undefined
        ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
        : text,
  };
}

const LONGEST_PART = 300;
const LONGEST_SENTENCE = 1500;

/** A string from a record, made harmless and no longer than anybody reads. */
export function clean(text: string): string {
  return neutraliseForTerminal(shorten(text, LONGEST_PART));
}

/** A whole sentence made of such strings. */
export function cleanSentence(text: string): string {
  return neutraliseForTerminal(shorten(text, LONGEST_SENTENCE));
}
