import { styleText } from "node:util";
import type { Severity } from "../../core/finding.ts";
import { makeVisible } from "../../core/invisible.ts";
import { factsOf, type Message } from "../message.ts";
import { defineSink } from "../sink.ts";

/** The terminal that `watch` runs in. */
export const terminal = defineSink({
  scheme: "terminal",
  summary: "The terminal that `tasktrail watch` runs in; the default where no other sink is named.",
  example: "terminal://",
  isSecret: false,
  open: async (_uri, { terminal: { write, colour } }) => ({
    updates: true,
    send: async (message) => {
      write(terminalText(message, colour));
    },
  }),
});

const COLOURS: Readonly<Record<Severity, Parameters<typeof styleText>[0]>> = {
  critical: ["bold", "red"],
  high: ["bold", "red"],
  medium: ["bold", "yellow"],
  low: "bold",
  info: "bold",
};

const INDENT = 16;

/** More of the same is one line; the rest was told before. */
export function terminalText(message: Message, colour: boolean): string {
  const { headline, facts } = factsOf(message);
  const paint = (text: string): string =>
    colour ? styleText(COLOURS[message.severity], text, { validateStream: false }) : text;
  if (message.phase === "more") {
    const last = message.lastAt.slice(11);
    return `${paint(makeVisible(headline))}  ${makeVisible(message.notice.what)}, last at ${makeVisible(last)}\n\n`;
  }
  const lines = facts.map(({ name, value }) => {
    const label = makeVisible(name);
    const gap =
      label.length < INDENT - 1 ? label.padEnd(INDENT) : `${label}\n    ${" ".repeat(INDENT - 2)}`;
    return `  ${gap}${makeVisible(value)}`;
  });
  return `${paint(makeVisible(headline))}\n${lines.join("\n")}\n\n`;
}
