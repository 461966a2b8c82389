import type { Change } from "../../core/change.ts";
import {
  actorPhrase,
  consoleUrl,
  deedPhrase,
  howPhrase,
  originPhrase,
  shortId,
  toolPhrase,
} from "../phrases.ts";
import { namesIn, type NameOf } from "./names.ts";
import { clean, type Pen, type Style } from "./pen.ts";
import { tableLines, type Column } from "./table.ts";
import { ageLabel, timeLabel } from "./times.ts";
import { wrap } from "./wrap.ts";

const WIDE = 140;
const INDENT = "  ";

/** One line per change where the screen is wide enough, else a small block each. */
export function changeLines(changes: readonly Change[], now: string, pen: Pen): readonly string[] {
  const nameOf = namesIn(changes);
  return pen.width >= WIDE
    ? tableLines(changes, columns(now, pen, nameOf), pen, INDENT)
    : changes.flatMap((change) => block(change, now, pen, nameOf));
}

function columns(now: string, pen: Pen, nameOf: NameOf): readonly Column<Change>[] {
  const age: Column<Change> = { text: ({ at }) => ageLabel(at, now), least: 11, style: quiet };
  return [
    { text: ({ at }) => clean(timeLabel(at, now, pen.screen)), least: 20, url: consoleUrl },
    ...(pen.screen.ages ? [age] : []),
    {
      text: (change) => `${nameOf(change, " ")}${clean(deedPhrase(change))}`,
      least: 36,
      style: deedStyle,
    },
    { text: ({ actor }) => clean(actor.name), least: 24 },
    { text: (change) => clean(toolPhrase(change)), least: 14, style: quiet },
    { text: (change) => clean(originPhrase(change)), least: 15, style: quiet },
    { text: (change) => clean(shortId(change)), least: 8, style: quiet },
  ];
}

function quiet(): Style {
  return "quiet";
}

function block(change: Change, now: string, pen: Pen, nameOf: NameOf): readonly string[] {
  const time = clean(timeLabel(change.at, now, pen.screen));
  const age = pen.screen.ages ? `  ${ageLabel(change.at, now)}` : "";
  const head = `${INDENT}${time}${age}  `;
  const deep = `${INDENT}    `;
  const what = `${nameOf(change, " ")}${clean(deedPhrase(change))}`;
  const [first = "", ...more] = wrap(what, pen.width, deep, head);
  const style = deedStyle(change);
  const how = `${clean(howPhrase(change, "with"))} [${clean(shortId(change))}]`;
  return [
    `${INDENT}${pen.link(consoleUrl(change), time)}${pen.paint("quiet", age)}  ${pen.paint(style, first.slice(head.length))}`,
    ...more.map((line) => pen.paint(style, line)),
    ...wrap(`by ${clean(actorPhrase(change))}`, pen.width, `${deep}  `, deep),
    ...wrap(how, pen.width, `${deep}  `, deep).map((line) => pen.paint("quiet", line)),
  ];
}

function deedStyle({ intent, outcome, noop, nature }: Change): Style {
  if (outcome.kind === "refused" || noop || nature !== "mutating") return "quiet";
  if (intent === "stop-service" || intent === "delete") return "alarm";
  return intent === "stop-task" || intent === "exec" ? "warning" : "strong";
}
