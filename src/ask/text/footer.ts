import type { Coverage } from "../../core/coverage.ts";
import type { Answer } from "../answer.ts";
import { counted } from "../choose.ts";
import { blindSpots } from "../seen.ts";
import { clean, type Pen } from "./pen.ts";
import { wrap } from "./wrap.ts";

const MOST_PLACES = 8;
const MOST_UNREADABLE = 3;

/** What every text answer ends with: what was looked at, what was not, and what to know. */
export function footerLines(answer: Answer, pen: Pen): readonly string[] {
  return [
    ...coverageLines(answer.coverage, pen),
    ...unreadableLines(answer, pen),
    ...answer.notes.flatMap((note) => entry("note", clean(note), pen)),
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
      .slice(0, MOST_PLACES)
      .flatMap(([what, places]) => entry("seen", placed(what, places), pen)),
    ...more(seen.size, pen),
    ...[...unseen]
      .slice(0, MOST_PLACES)
      .flatMap(([what, places]) =>
        entry("NOT seen", placed(what, places), pen).map((line) => pen.paint("alarm", line)),
      ),
    ...more(unseen.size, pen),
  ];
}

/** Places that were looked at in the same way, in one line. */
function grouped(coverage: readonly Coverage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const part of coverage) {
    const { source, state, note } = part;
    const how = state === "seen" ? "" : state;
    const said = [how, note ?? ""].filter((word) => word !== "").join(": ");
    const what = `${source} ${spanLabel(part)}${said === "" ? "" : ` (${said})`}`;
    const places = groups.get(what) ?? new Set<string>();
    const place = [part.account, part.region].filter((word) => word !== "").join(" ");
    if (place !== "") places.add(place);
    groups.set(what, places);
  }
  return groups;
}

function placed(what: string, places: ReadonlySet<string>): string {
  const listed = [...places].slice(0, MOST_PLACES).join(", ");
  const rest = places.size > MOST_PLACES ? ` and ${String(places.size - MOST_PLACES)} more` : "";
  return clean(places.size === 0 ? what : `${listed}${rest}: ${what}`);
}

function more(groups: number, pen: Pen): readonly string[] {
  return groups > MOST_PLACES
    ? entry("", `and ${String(groups - MOST_PLACES)} more; --output json lists all`, pen)
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
