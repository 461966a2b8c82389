import type { Change } from "../../core/change.ts";
import type { Answer } from "../answer.ts";
import {
  actorPhrase,
  consoleUrl,
  deedPhrase,
  howPhrase,
  shortId,
  untoldSettings,
} from "../phrases.ts";
import { effectLines, toldEffects } from "./effect-lines.ts";
import { namesIn, type NameOf } from "./names.ts";
import { clean, type Pen } from "./pen.ts";
import { settingLines } from "./setting-lines.ts";
import { ageLabel, clockOf, dayOf } from "./times.ts";
import { wrap } from "./wrap.ts";

/** The changes day by day, oldest first, each with its settings before → after, and what ECS did between them. */
export function timelineView(answer: Answer, pen: Pen): readonly string[] {
  const nameOf = namesIn(answer.changes);
  const entries: readonly Entry[] = [
    ...answer.changes.map((change) => ({
      at: change.at,
      lines: () => changeLines(change, answer.now, pen, nameOf),
    })),
    ...toldEffects(answer).map((told) => ({
      at: told.effect.at,
      lines: () => effectLines(told, pen, INDENT),
    })),
  ];
  let day = "";
  return entries.toSorted(byTime).flatMap(({ at, lines }) => {
    const today = dayOf(at, pen.screen.timeZone);
    const gap = day === "" ? [] : [""];
    const head = today === day ? [] : [...gap, pen.paint("accent", clean(today))];
    day = today;
    return [...head, ...lines()];
  });
}

interface Entry {
  readonly at: string;
  readonly lines: () => readonly string[];
}

/** Within one second a call comes before what it caused: effects tell milliseconds. */
function byTime(one: Entry, other: Entry): number {
  return Date.parse(one.at) - Date.parse(other.at);
}

const INDENT = "  ";

function changeLines(change: Change, now: string, pen: Pen, nameOf: NameOf): readonly string[] {
  const time = clean(clockOf(change.at, pen.screen.timeZone));
  const head = `${INDENT}${time}  `;
  const deep = " ".repeat(pen.width < 80 ? 6 : head.length);
  const what = `${nameOf(change, " was ")}${clean(deedPhrase(change))}`;
  const [first = "", ...rest] = wrap(what, pen.width, deep, head);
  const age = pen.screen.ages ? `, ${ageLabel(change.at, now)}` : "";
  const by = `by ${clean(actorPhrase(change))} ${clean(howPhrase(change, "with"))}${age} [${clean(shortId(change))}]`;
  return [
    `${INDENT}${pen.link(consoleUrl(change), time)}  ${pen.paint("strong", first.slice(head.length))}`,
    ...rest.map((line) => pen.paint("strong", line)),
    ...settingLines(untoldSettings(change), pen, deep),
    ...wrap(by, pen.width, deep).map((line) => pen.paint("quiet", line)),
  ];
}
