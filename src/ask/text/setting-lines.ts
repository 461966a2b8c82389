import type { Setting } from "../../core/change.ts";
import { valueLabel } from "../../core/sentence.ts";
import { fit, fitEnd, widthOf } from "../neutralise.ts";
import { clean, type Pen } from "./pen.ts";

const MOST_SETTINGS = 12;

/** What a change set, one line each: `name  before → after`, in two where that is too long. */
export function settingLines(
  settings: readonly Setting[],
  pen: Pen,
  indent: string,
): readonly string[] {
  const names = settings.map(({ name }) => clean(name));
  const column = Math.min(Math.floor(pen.width / 3), Math.max(0, ...names.map(widthOf)));
  const room = pen.width - indent.length - column - 2;
  const lines = settings.slice(0, MOST_SETTINGS).flatMap((setting, index) => {
    const name = fitEnd(names[index] ?? "", column);
    const [first = "", ...more] = stepLines(setting, room);
    const blank = `${indent}${" ".repeat(column)}  `;
    const head = `${indent}${pen.paint("quiet", name)}${" ".repeat(column - widthOf(name))}  `;
    return [head + first, ...more.map((line) => blank + line)];
  });
  const rest = settings.length - MOST_SETTINGS;
  return rest > 0 ? [...lines, `${indent}and ${String(rest)} more; explain shows all`] : lines;
}

function stepLines({ before, after, momentary }: Setting, room: number): readonly string[] {
  const now = clean(valueLabel(after));
  if (momentary) return [fit(now, room)];
  if (before === undefined) return [fit(`(before: not seen) → ${now}`, room)];
  const was = clean(valueLabel(before));
  const step = `${was} → ${now}`;
  if (step.length <= room * 4 && widthOf(step) <= room) return [step];
  const [shortWas, shortNow] = withoutCommonStart(was, now);
  const short = `${shortWas} → ${shortNow}`;
  if (short.length <= room * 4 && widthOf(short) <= room) return [short];
  return [fit(shortWas, room), `→ ${fit(shortNow, room - 2)}`];
}

const WORTH_LEAVING_OUT = 12;

/** Two images differ in their tags: what is the same before that, up to a separator, is left out. */
function withoutCommonStart(one: string, other: string): readonly [string, string] {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const start = Math.max(...["/", ",", " "].map((mark) => one.lastIndexOf(mark, same - 1))) + 1;
  if (start < WORTH_LEAVING_OUT) return [one, other];
  return [`…${one.slice(start)}`, `…${other.slice(start)}`];
}
