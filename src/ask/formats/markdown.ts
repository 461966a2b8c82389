import type { Change } from "../../core/change.ts";
import { clauseOfEffect } from "../../core/effect-clause.ts";
import { resourceLabel } from "../../core/sentence.ts";
import type { Answer, ExplainedField, Finding } from "../answer.ts";
import { defineFormat, type Screen } from "../format.ts";
import { codeSpan, neutraliseForMarkdown as escape } from "../neutralise.ts";
import {
  actorPhrase,
  consoleUrl,
  deedPhrase,
  originPhrase,
  settingSteps,
  toolPhrase,
  untoldSettings,
  whyPhrase,
} from "../phrases.ts";
import { clockOf, dayOf } from "../text/times.ts";

export const markdown = defineFormat({
  name: "markdown",
  summary:
    "A report that pastes into an issue or a chat; nothing in it mentions, links or renders by itself",
  render(answer, screen) {
    const parts = [
      `**${escape(answer.sentence)}**`,
      ...findingsPart(answer.findings),
      ...changesPart(answer, screen),
      ...effectsPart(answer, screen),
      ...explainedPart(answer.explained ?? []),
      coveragePart(answer),
      ...notesPart(answer),
    ];
    return `${parts.join("\n\n")}\n`;
  },
});

function findingsPart(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(
    ({ severity, id, message, count = 1, next }) =>
      `- **${severity}** ${escape(id)}${count > 1 ? ` (${String(count)} times)` : ""}: ${escape(message)}${next === undefined ? "" : ` _${escape(next)}_`}`,
  );
  return ["### Needs a look", lines.join("\n")];
}

function changesPart({ view, changes }: Answer, screen: Screen): readonly string[] {
  if (changes.length === 0) return [];
  const order = view === "timeline" ? "oldest first" : "newest first";
  const zone = screen.timeZone === undefined ? "UTC" : escape(screen.timeZone);
  return [
    view === "record" ? "### The change" : `### Changes, ${order}`,
    table(
      [`time (${zone})`, "where", "what", "done", "settings", "by", "with", "from", "event"],
      changes.map((change) => [
        `${dayOf(change.at, screen.timeZone)} ${clockOf(change.at, screen.timeZone)}`,
        escape(`${change.account} ${change.region}`.trim()),
        escape(resourceLabel(change.resource)),
        escape(deedPhrase(change)),
        settingsCell(change),
        escape(actorPhrase(change)),
        escape(toolPhrase(change)),
        escape(originPhrase(change)),
        eventCell(change),
      ]),
    ),
  ];
}

function effectsPart({ verdicts = [] }: Answer, screen: Screen): readonly string[] {
  if (verdicts.length === 0) return [];
  const rows = verdicts.map((verdict) => [
    `${dayOf(verdict.subject.at, screen.timeZone)} ${clockOf(verdict.subject.at, screen.timeZone)}`,
    escape(clauseOfEffect(verdict.subject)),
    escape(whyPhrase(verdict)),
  ]);
  return ["### What ECS did, oldest first", table(["time", "what", "why"], rows)];
}

const MOST_SETTINGS = 6;

function settingsCell(change: Change): string {
  const steps = settingSteps(untoldSettings(change));
  const shown = steps
    .slice(0, MOST_SETTINGS)
    .map(({ name, step }) => `${codeSpan(name)} ${escape(step)}`);
  const rest = steps.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${String(rest)} more`] : [])].join("<br>");
}

/** The one link there is: its address is made only of an id and a region that are what they must be. */
function eventCell(change: Change): string {
  const url = consoleUrl(change);
  return url === undefined ? codeSpan(change.eventID) : `[${codeSpan(change.eventID)}](${url})`;
}

function explainedPart(fields: readonly ExplainedField[]): readonly string[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ field, value, says, grade }) => [
    codeSpan(field),
    codeSpan(value),
    escape(says),
    grade ?? "",
  ]);
  return ["### The record", table(["field", "value", "says", "grade"], rows)];
}

function coveragePart({ coverage }: Answer): string {
  if (coverage.length === 0) return "### Seen\n\nNot known: nothing says what was looked at.";
  const rows = coverage.map(({ account, region, source, from, to, state, note }) => [
    escape(account),
    escape(region),
    codeSpan(source),
    `${escape(from)} to ${escape(to)}`,
    state === "seen" ? "seen" : `**${escape(state)}**`,
    escape(note ?? ""),
  ]);
  return `### Seen\n\n${table(["account", "region", "source", "from, to", "state", "note"], rows)}`;
}

const MOST_UNREADABLE = 10;

function notesPart({ notes, unreadable }: Answer): readonly string[] {
  const unread = unreadable
    .slice(0, MOST_UNREADABLE)
    .map(({ position, reason }) => `- could not be read: ${codeSpan(position)} ${escape(reason)}`);
  const rest = unreadable.length - unread.length;
  const lines = [
    ...notes.map((note) => `- ${escape(note)}`),
    ...unread,
    ...(rest > 0 ? [`- and ${String(rest)} more that could not be read`] : []),
  ];
  return lines.length > 0 ? ["### Notes", lines.join("\n")] : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
