import type { Change } from "../../core/change.ts";
import { resourceLabel } from "../../core/sentence.ts";
import type { Answer } from "../answer.ts";
import {
  actorPhrase,
  consoleUrl,
  deedPhrase,
  originPhrase,
  settingSteps,
  toolPhrase,
} from "../phrases.ts";
import { shortId } from "./change-lines.ts";
import { clean, type Pen } from "./pen.ts";
import { ageLabel, clockOf, dayOf } from "./times.ts";
import { pad, wrap } from "./wrap.ts";
import { widthOf } from "../neutralise.ts";

/** The changes day by day, oldest first, each with its settings before → after. */
export function timelineView(answer: Answer, pen: Pen): readonly string[] {
  const { timeZone } = pen.screen;
  const resources = new Set(answer.changes.map(({ resource }) => resourceLabel(resource)));
  let day = "";
  return answer.changes.flatMap((change) => {
    const today = dayOf(change.at, timeZone);
    const head =
      today === day ? [] : [...(day === "" ? [] : [""]), pen.paint("accent", clean(today))];
    day = today;
    return [...head, ...changeLines(change, answer.now, pen, resources.size > 1)];
  });
}

const INDENT = "  ";
const MOST_SETTINGS = 12;

function changeLines(change: Change, now: string, pen: Pen, named: boolean): readonly string[] {
  const time = clean(clockOf(change.at, pen.screen.timeZone));
  const head = `${INDENT}${time}  `;
  const deep = " ".repeat(pen.width < 80 ? 6 : head.length);
  const what = named ? `${clean(resourceLabel(change.resource))} ` : "";
  const [first = "", ...rest] = wrap(`${what}${clean(deedPhrase(change))}`, pen.width, deep, head);
  const age = pen.screen.ages ? `, ${ageLabel(change.at, now)}` : "";
  const by = `by ${clean(actorPhrase(change))} with ${clean(toolPhrase(change))} from ${clean(originPhrase(change))}${age}  ${clean(shortId(change.eventID))}`;
  return [
    `${INDENT}${pen.link(consoleUrl(change), time)}  ${pen.paint("strong", first.slice(head.length))}`,
    ...rest.map((line) => pen.paint("strong", line)),
    ...settingLines(change, pen, deep),
    ...wrap(by, pen.width, deep).map((line) => pen.paint("quiet", line)),
  ];
}

/** `name  before → after`, the names as one column. */
export function settingLines(
  { settings }: Pick<Change, "settings">,
  pen: Pen,
  indent: string,
): readonly string[] {
  const steps = settingSteps(settings).map(({ name, step }) => ({
    name: clean(name),
    step: clean(step),
  }));
  const column = Math.min(
    Math.floor(pen.width / 3),
    Math.max(0, ...steps.map(({ name }) => widthOf(name))),
  );
  const shown = steps.slice(0, MOST_SETTINGS).flatMap(({ name, step }) => {
    const [first = "", second, ...more] = wrap(
      step,
      pen.width,
      `${indent}${" ".repeat(column)}  `,
      `${indent}${pad(name, column)}  `,
    );
    const cut = more.length > 0 ? [`${second ?? ""} …`] : second === undefined ? [] : [second];
    return [first, ...cut];
  });
  const rest = steps.length - MOST_SETTINGS;
  return rest > 0 ? [...shown, `${indent}and ${String(rest)} more; explain shows all`] : shown;
}
