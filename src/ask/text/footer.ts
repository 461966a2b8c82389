import type { Coverage } from "../../core/coverage.ts";
import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { shortId } from "../phrases.ts";
import { placesOf, sightOf } from "../seen.ts";
import { cleanSentence, type Pen, type Style } from "./pen.ts";
import { wrap } from "./wrap.ts";

const MOST_GROUPS = 8;
const MOST_UNREADABLE = 3;

/** What every text answer ends with: what was looked at, what was not, and what to know. */
export function footerLines(answer: Answer, pen: Pen): readonly string[] {
  return [
    ...coverageLines(answer.coverage, pen),
    ...unreadableLines(answer, pen),
    ...answer.notes
      .flatMap((note) => entry("note", cleanSentence(note), pen))
      .map((line) => pen.paint("quiet", line)),
    ...nextLines(answer, pen),
  ];
}

/** How to look at the record behind the sentence. */
function nextLines({ view, changes }: Answer, pen: Pen): readonly string[] {
  const told = changes.find((change) => whyHidden(change) === undefined);
  if (view !== "list" || told === undefined) return [];
  const next = `explain ${shortId(told)} shows the record behind the first sentence`;
  return entry("next", cleanSentence(next), pen).map((line) => pen.paint("quiet", line));
}

function coverageLines(coverage: readonly Coverage[], pen: Pen): readonly string[] {
  if (coverage.length === 0) {
    return entry("seen", "not known: nothing says what was looked at", pen);
  }
  return SIGHTS.flatMap(([sight, label, style]) => {
    const groups = grouped(coverage.filter((part) => sightOf(part) === sight));
    const lines = [...groups.values()]
      .slice(0, MOST_GROUPS)
      .flatMap((parts) => entry(label, cleanSentence(described(parts)), pen));
    const rest = groups.size - MOST_GROUPS;
    const more =
      rest > 0 ? entry("", `and ${String(rest)} more; --output json lists all`, pen) : [];
    return [...lines, ...more].map((line) => pen.paint(style, line));
  });
}

const SIGHTS: readonly (readonly ["whole" | "part" | "none", label: string, Style])[] = [
  ["whole", "seen", "quiet"],
  ["part", "in part", "quiet"],
  ["none", "NOT seen", "alarm"],
];

/** Parts that were looked at in the same way. Where only a part was seen, its span says little. */
function grouped(coverage: readonly Coverage[]): ReadonlyMap<string, readonly Coverage[]> {
  const groups = new Map<string, Coverage[]>();
  for (const part of coverage) {
    const { source, state, note, from, to } = part;
    const span = state === "partial" ? [] : [from, to];
    const what = isOfEcs(part) ? "" : narrowed(part);
    const key = JSON.stringify([source, state, note, what, ...span]);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return groups;
}

function described(parts: readonly Coverage[]): string {
  const [first] = parts;
  if (!first) return "";
  const { source, state, note = "" } = first;
  const isTold = state === "fresh" || sightOf(first) === "none";
  const said = [whatOf(parts), isTold ? state : "", note];
  const why = said.filter((word) => word !== "").join(": ");
  const how = `${source} ${spanLabel(parts)}${why === "" ? "" : ` (${why})`}`;
  const isPlaced = parts.some(({ account, region }) => account !== "" || region !== "");
  return isPlaced ? `${placesOf(parts)}: ${how}` : how;
}

/** What ECS itself told has a selector for each kind of thing: one line names them all. */
function isOfEcs({ source }: Coverage): boolean {
  return source.startsWith("ecs-api://");
}

function whatOf(parts: readonly Coverage[]): string {
  const [first] = parts;
  if (!first || !isOfEcs(first)) return first ? narrowed(first) : "";
  return [...new Set(parts.map(({ selector }) => selector.replace(/^ECS /, "")))].join(", ");
}

/** Selectors that leave out nothing that changes ECS. */
const WHOLE = /^(?:everything$|every change|EventSource=ecs\.amazonaws\.com$|ReadOnly=false$)/;

/** What alone was asked for: `only StopTask`. */
function narrowed({ selector }: Coverage): string {
  return WHOLE.test(selector) ? "" : `only ${selector}`;
}

/** From the earliest to the latest of all. */
function spanLabel(parts: readonly Coverage[]): string {
  const from = parts.map((part) => part.from).toSorted()[0] ?? "";
  const to =
    parts
      .map((part) => part.to)
      .toSorted()
      .at(-1) ?? "";
  const start = `${from.slice(0, 10)} ${from.slice(11, 16)}Z`;
  const end = `${to.slice(0, 10)} ${to.slice(11, 16)}Z`;
  return start.slice(0, 10) === end.slice(0, 10)
    ? `${start} to ${end.slice(11)}`
    : `${start} to ${end}`;
}

function unreadableLines({ unreadable }: Answer, pen: Pen): readonly string[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable.slice(0, MOST_UNREADABLE);
  const examples = shown.map(({ position, reason }) => `${position} (${reason})`).join("; ");
  const rest = unreadable.length > shown.length ? "; …" : "";
  const count = counted(unreadable.length, "record", "records");
  return entry("unread", cleanSentence(`${count}: ${examples}${rest}`), pen).map((line) =>
    pen.paint("warning", line),
  );
}

const LABEL = 10;

function entry(label: string, text: string, pen: Pen): readonly string[] {
  return wrap(text, pen.width, " ".repeat(LABEL), label.padEnd(LABEL));
}
