import type { Evidence } from "../../core/evidence.ts";
import { codeSpan, neutraliseForMarkdown as escape } from "../neutralise.ts";
import type { Finding } from "../answer.ts";
import type { ActorPart, Moment, Proof, Report, SeenPart } from "./report.ts";

/** The report as Markdown; nothing in it mentions, links or renders by itself. */
export function reportMarkdown(report: Report): string {
  const { title, asked, sentence, window, now, gaps, notes } = report;
  const parts: readonly (readonly [string, ...string[]])[] = [
    ["Summary", `**${escape(sentence)}**`, `Asked at ${escape(now)} with ${codeSpan(asked)}.`],
    ["Needs a look", list(report.findings.map(finding))],
    [
      `Timeline, ${escape(window.from)} to ${escape(window.to)}`,
      table(TIMELINE, report.timeline.map(row)),
    ],
    ["Who did what", list(report.actors.map(actor))],
    [
      "Not known",
      list(gaps.map((gap) => `${escape(gap.unknown)}; would tell: ${escape(gap.missing)}`)),
    ],
    ["What was seen", table(SEEN, report.coverage.map(seen)), list(notes.map(escape))],
    ["Evidence", ...report.appendix.map(proof)],
  ];
  const body = parts.flatMap(([head, ...texts]) => {
    const told = texts.filter((text) => text !== "");
    return [`## ${head}`, ...(told.length > 0 ? told : ["Nothing."])];
  });
  return [`# ${escape(title)}`, ...body].join("\n\n").concat("\n");
}

const TIMELINE = ["time (UTC)", "where", "what", "by, or why", "settings", "event"];
const SEEN = ["places", "source", "from, to", "state", "note"];

function finding({ severity, id, message }: Finding): string {
  return `**${escape(severity)}** ${escape(id)}: ${escape(message)}`;
}

function actor({ name, kind, grade, deeds, more }: ActorPart): string {
  const rest = more > 0 ? ` and ${String(more)} more` : "";
  return `**${escape(name)}** (${escape(kind)}, ${escape(grade ?? "nobody named")}): ${deeds.map(escape).join("; ")}${rest}`;
}

function seen({ places, source, from, to, state, note }: SeenPart): readonly string[] {
  const whole = state === "seen" ? state : `**${escape(state)}**`;
  return [
    escape(places),
    codeSpan(source),
    `${escape(from)} to ${escape(to)}`,
    whole,
    escape(note),
  ];
}

function row({ at, where, what, why, settings, id }: Moment): readonly string[] {
  return [
    escape(at.replace("T", " ")),
    escape(where),
    escape(what),
    escape(why),
    settings.slice(0, 6).map(escape).join("<br>"),
    id === undefined ? "" : codeSpan(id),
  ];
}

function proof({ id, at, what, url, evidence }: Proof): string {
  const name = url === undefined ? codeSpan(id) : `[${codeSpan(id)}](${url})`;
  return `### ${name}\n\n${escape(at)} ${escape(what)}\n\n${list(evidence.map(line))}`;
}

function line({ grade, says, field, value }: Evidence): string {
  return `${escape(grade)}: ${escape(says)}: ${codeSpan(field)} = ${codeSpan(value)}`;
}

function list(lines: readonly string[]): string {
  return lines.map((text) => `- ${text}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const one = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [one(head), one(head.map(() => "---")), ...rows.map(one)].join("\n");
}
