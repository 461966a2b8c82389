import type { Finding, Severity } from "../../core/finding.ts";
import type { Answer } from "../answer.ts";
import { clean, cleanSentence, type Pen, type Style } from "./pen.ts";
import { wrap } from "./wrap.ts";

const SEVERITY: Readonly<Record<Severity, Style>> = {
  critical: "alarm",
  high: "alarm",
  medium: "warning",
  low: "quiet",
  info: "quiet",
};

/** Each finding with its sentence, why it matters, what to do next and which records show it. */
export function findingsView({ findings }: Answer, pen: Pen): readonly string[] {
  return findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : [""]),
    ...findingLines(finding, pen),
  ]);
}

const MOST_RECORDS = 3;

function findingLines(finding: Finding, pen: Pen): readonly string[] {
  const { severity, id, title, message, count = 1, why, next, eventIDs, suppressed } = finding;
  const many = count > 1 ? ` ×${String(count)}` : "";
  const shown = eventIDs.slice(0, MOST_RECORDS).map((one) => clean(one));
  const rest = eventIDs.length - shown.length;
  const records = `${shown.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
  const line = (label: string, text: string): readonly string[] =>
    wrap(text, pen.width, " ".repeat(11), `  ${label.padEnd(9)}`).map((one) =>
      pen.paint("quiet", one),
    );
  const [head = "", ...more] = wrap(
    `${clean(title)}${many} (${clean(id)})`,
    pen.width,
    "  ",
    `${severity}  `,
  );
  return [
    `${pen.paint(SEVERITY[severity], severity)}${pen.paint("strong", head.slice(severity.length))}`,
    ...more.map((one) => pen.paint("strong", one)),
    ...wrap(cleanSentence(message), pen.width, "  ", "  "),
    ...(why === undefined ? [] : line("why", cleanSentence(why))),
    ...(next === undefined ? [] : line("next", cleanSentence(next))),
    ...(suppressed === undefined
      ? []
      : line(
          "quiet",
          cleanSentence(
            `suppressed by ${suppressed.owner} until ${suppressed.expires}: ${suppressed.reason}`,
          ),
        )),
    ...line("records", records),
  ];
}
