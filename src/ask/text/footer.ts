import type { Coverage } from "../../core/coverage.ts";
import type { Answer } from "../answer.ts";
import { counted } from "../choose.ts";
import { blindSpots, placesOf } from "../seen.ts";
import { clean, cleanSentence, type Pen } from "./pen.ts";
import { wrap } from "./wrap.ts";

const MOST_GROUPS = 8;
const MOST_UNREADABLE = 3;

/** What every text answer ends with: what was looked at, what was not, and what to know. */
export function footerLines(answer: Answer, pen: Pen): readonly string[] {
  return [
    ...coverageLines(answer.coverage, pen),
    ...unreadableLines(answer, pen),
    ...answer.notes.flatMap((note) => entry("note", cleanSentence(note), pen)),
  ];
}

function coverageLines(coverage: readonly Coverage[], pen: Pen): readonly string[] {
  if (coverage.length === 0)
    return entry("seen", "not known: nothing says what was looked at", pen);
  const blind = blindSpots(coverage);
  const seen = grouped(coverage.filter((part) => !blind.includes(part)));
  const unseen = grouped(blind);
  return [
    ...[...seen]
      .slice(0, MOST_GROUPS)
      .flatMap(([how, parts]) => entry("seen", placed(how, parts), pen)),
    ...more(seen.size, pen),
    ...[...unseen]
      .slice(0, MOST_GROUPS)
      .flatMap(([how, parts]) =>
        entry("NOT seen", placed(how, parts), pen).map((line) => pen.paint("alarm", line)),
      ),
    ...more(unseen.size, pen),
  ];
}

/** Parts that were looked at in the same way, by that way. */
function grouped(coverage: readonly Coverage[]): ReadonlyMap<string, readonly Coverage[]> {
  const groups = new Map<string, Coverage[]>();
  for (const part of coverage) {
    const { source, state, note = "" } = part;
    const said = [state === "seen" ? "" : state, note].filter((word) => word !== "").join(": ");
    const how = `${source} ${spanLabel(part)}${said === "" ? "" : ` (${said})`}`;
    const group = groups.get(how);
    if (group) group.push(part);
    else groups.set(how, [part]);
  }
  return groups;
}

function placed(how: string, parts: readonly Coverage[]): string {
  const isPlaced = parts.some(({ account, region }) => account !== "" || region !== "");
  return cleanSentence(isPlaced ? `${placesOf(parts)}: ${how}` : how);
}

function more(groups: number, pen: Pen): readonly string[] {
  return groups > MOST_GROUPS
    ? entry("", `and ${String(groups - MOST_GROUPS)} more; --output json lists all`, pen)
    : [];
}

function spanLabel({ from, to }: Coverage): string {
  const start = `${from.slice(0, 10)} ${from.slice(11, 16)}Z`;
  const end = `${to.slice(0, 10)} ${to.slice(11, 16)}Z`;
  return from.slice(0, 10) === to.slice(0, 10)
    ? `${start} to ${end.slice(11)}`
    : `${start} to ${end}`;
}

function unreadableLines({ unreadable }: Answer, pen: Pen): readonly string[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable.slice(0, MOST_UNREADABLE);
  const examples = shown.map(({ position, reason }) => `${position} (${reason})`).join("; ");
  const rest = unreadable.length > shown.length ? "; …" : "";
  const count = counted(unreadable.length, "record", "records");
  return entry("unread", clean(`${count}: ${examples}${rest}`), pen).map((line) =>
    pen.paint("warning", line),
  );
}

const LABEL = 10;

function entry(label: string, text: string, pen: Pen): readonly string[] {
  const indent = " ".repeat(LABEL);
  const [first = "", ...rest] = wrap(text, pen.width, indent, label.padEnd(LABEL));
  return [pen.paint("quiet", first), ...rest.map((line) => pen.paint("quiet", line))];
}
