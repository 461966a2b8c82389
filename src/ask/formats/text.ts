import type { Answer } from "../answer.ts";
import { defineFormat } from "../format.ts";
import { findingsView } from "../text/findings-view.ts";
import { footerLines } from "../text/footer.ts";
import { listView } from "../text/list-view.ts";
import { cleanSentence, penFor, type Pen } from "../text/pen.ts";
import { recordView } from "../text/record-view.ts";
import { reportView } from "../text/report-view.ts";
import { timelineView } from "../text/timeline-view.ts";
import { verdictView } from "../text/verdict-view.ts";
import { wrap } from "../text/wrap.ts";

export const text = defineFormat({
  name: "text",
  summary: "For people: the sentence first, then what it rests on",
  render(answer, screen) {
    const pen = penFor(screen);
    const sentence = wrap(cleanSentence(answer.sentence), pen.width).map((line) =>
      pen.paint("strong", line),
    );
    const body = VIEWS[answer.view](answer, pen);
    const footer = footerLines(answer, pen);
    return `${[sentence, body, footer]
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`;
  },
});

const VIEWS: Readonly<Record<Answer["view"], (answer: Answer, pen: Pen) => readonly string[]>> = {
  findings: findingsView,
  list: listView,
  report: reportView,
  timeline: timelineView,
  record: recordView,
  verdict: verdictView,
};
