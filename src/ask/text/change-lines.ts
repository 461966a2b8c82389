import type { Change } from "../../core/change.ts";
import { resourceLabel } from "../../core/sentence.ts";
import { actorPhrase, consoleUrl, deedPhrase, originPhrase, toolPhrase } from "../phrases.ts";
import { clean, type Pen, type Style } from "./pen.ts";
import { tableLines, type Column } from "./table.ts";
import { ageLabel, timeLabel } from "./times.ts";
import { wrap } from "./wrap.ts";

/** What a list of changes shows of each, besides time, deed, actor, tool and origin. */
export interface Shape {
  readonly now: string;
  /** Names the resource in each line: wanted where they differ. */
  readonly withResource: boolean;
  readonly indent: string;
}

const WIDE = 120;

/** One line per change where the screen is wide enough, else a small block each. */
export function changeLines(changes: readonly Change[], pen: Pen, shape: Shape): readonly string[] {
  return pen.width >= WIDE
    ? tableLines(changes, columns(pen, shape), pen, shape.indent)
    : changes.flatMap((change) => block(change, pen, shape));
}

function columns(pen: Pen, { now, withResource }: Shape): readonly Column<Change>[] {
  const age: Column<Change> = {
    text: ({ at }) => ageLabel(at, now),
    least: 10,
    style: () => "quiet",
  };
  const resource: Column<Change> = {
    text: (change) => clean(resourceLabel(change.resource)),
    least: 14,
  };
  return [
    {
      text: ({ at }) => clean(timeLabel(at, now, pen.screen)),
      least: 20,
      url: consoleUrl,
    },
    ...(pen.screen.ages ? [age] : []),
    ...(withResource ? [resource] : []),
    { text: (change) => clean(deedPhrase(change)), least: 16, style: deedStyle },
    { text: (change) => clean(actorPhrase(change)), least: 20 },
    { text: (change) => clean(toolPhrase(change)), least: 10, style: () => "quiet" },
    { text: (change) => clean(originPhrase(change)), least: 15, style: () => "quiet" },
    { text: ({ eventID }) => clean(shortId(eventID)), least: 8, style: () => "quiet" },
  ];
}

function block(change: Change, pen: Pen, { now, withResource, indent }: Shape): readonly string[] {
  const time = clean(timeLabel(change.at, now, pen.screen));
  const age = pen.screen.ages ? `  ${ageLabel(change.at, now)}` : "";
  const named = withResource ? `${clean(resourceLabel(change.resource))}: ` : "";
  const head = `${indent}${time}${age}  `;
  const deep = `${indent}    `;
  const [first = "", ...more] = wrap(`${named}${clean(deedPhrase(change))}`, pen.width, deep, head);
  const style = deedStyle(change);
  const linked = pen.link(consoleUrl(change), time);
  const rest = first.slice(head.length);
  return [
    `${indent}${linked}${pen.paint("quiet", age)}  ${style ? pen.paint(style, rest) : rest}`.trimEnd(),
    ...more.map((line) => (style ? pen.paint(style, line) : line)),
    ...wrap(`by ${clean(actorPhrase(change))}`, pen.width, `${deep}  `, deep),
    ...wrap(
      `with ${clean(toolPhrase(change))} from ${clean(originPhrase(change))}  ${clean(shortId(change.eventID))}`,
      pen.width,
      `${deep}  `,
      deep,
    ).map((line) => pen.paint("quiet", line)),
  ];
}

/** Enough to ask `explain` with. */
export function shortId(eventID: string): string {
  return /^[0-9a-f]{8}-/i.test(eventID) ? eventID.slice(0, 8) : eventID;
}

function deedStyle({ intent, outcome, noop, nature }: Change): Style | undefined {
  if (outcome.kind === "refused" || noop || nature !== "mutating") return "quiet";
  if (intent === "stop-service" || intent === "delete") return "alarm";
  return intent === "stop-task" || intent === "exec" ? "warning" : "strong";
}
