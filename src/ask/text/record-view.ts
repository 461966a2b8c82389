import type { Change, Resource } from "../../core/change.ts";
import { resourceLabel } from "../../core/sentence.ts";
import type { Answer, ExplainedField } from "../answer.ts";
import { actorPhrase, consoleUrl, originPhrase, outcomePhrase, toolPhrase } from "../phrases.ts";
import { fitEnd, widthOf } from "../neutralise.ts";
import { evidenceLines } from "./evidence-lines.ts";
import { clean, type Pen } from "./pen.ts";
import { settingLines } from "./setting-lines.ts";
import { ageLabel, clockOf, dayOf } from "./times.ts";
import { pad, wrap } from "./wrap.ts";

/** One record: what it amounts to, how we know, then every field. */
export function recordView(answer: Answer, pen: Pen): readonly string[] {
  const [change] = answer.changes;
  if (!change) return [];
  const settings = settingLines(change.settings, pen, "  ");
  const evidence = evidenceLines(change, pen, "  ");
  return [
    ...summaryLines(change, answer.now, pen),
    ...part("Settings, before → after", settings, pen),
    ...part("How we know", evidence, pen),
    ...part("The record, field by field", fieldLines(answer.explained ?? [], pen), pen),
  ];
}

function part(title: string, lines: readonly string[], pen: Pen): readonly string[] {
  return lines.length === 0 ? [] : ["", pen.paint("accent", title), ...lines];
}

const LABEL = 10;

function summaryLines(change: Change, now: string, pen: Pen): readonly string[] {
  const { timeZone } = pen.screen;
  const age = pen.screen.ages ? ` (${ageLabel(change.at, now)})` : "";
  const { actor } = change;
  const facts: readonly (readonly [string, string])[] = [
    [
      "what",
      `${change.eventName}, which amounts to ${change.intent}: ${outcomePhrase(change.outcome)}`,
    ],
    ["when", `${dayOf(change.at, timeZone)} ${clockOf(change.at, timeZone)}${age}`],
    ["where", `account ${change.account || "unknown"}, region ${change.region || "unknown"}`],
    ["resource", resourceWithArn(change.resource)],
    ["actor", `${actor.kind}: ${actorPhrase(change)}`],
    ...(actor.principal === "" ? [] : [["signed by", actor.principal] as const]),
    ["tool", `${change.tool.kind}: ${toolPhrase(change)}`],
    ...(change.tool.contradicted === undefined
      ? []
      : [
          [
            "but",
            `the user agent claims ${change.tool.contradicted}, which a field written by AWS contradicts`,
          ] as const,
        ]),
    ["from", originPhrase(change)],
    ["event", change.eventID],
  ];
  const lines = facts.flatMap(([label, text]) => {
    const [first = "", ...rest] = wrap(
      clean(text),
      pen.width,
      " ".repeat(LABEL + 2),
      `  ${label.padEnd(LABEL)}`,
    );
    return [`  ${pen.paint("quiet", label.padEnd(LABEL))}${first.slice(LABEL + 2)}`, ...rest];
  });
  const url = consoleUrl(change);
  return url === undefined || !pen.screen.hyperlinks
    ? lines
    : [...lines, `  ${" ".repeat(LABEL)}${pen.link(url, "open it in the CloudTrail console")}`];
}

const MOST_LINES = 4;

/** Field and value beside each other, the value whole where that takes few lines; below them what they say. */
function fieldLines(fields: readonly ExplainedField[], pen: Pen): readonly string[] {
  const longest = Math.max(0, ...fields.map(({ field }) => widthOf(clean(field))));
  const column = Math.min(longest, Math.floor(pen.width * 0.45));
  const blank = " ".repeat(column + 4);
  return fields.flatMap(({ field, value, says, grade }) => {
    const name = pad(fitEnd(clean(field), column), column);
    const lines = wrap(clean(value), pen.width, blank, `  ${name}  `);
    const cut = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `${blank}…`] : lines;
    const said = clean(grade === undefined ? says : `${grade}, ${says}`);
    const below = said === "" ? [] : wrap(`(${said})`, pen.width, blank);
    return [...cut, ...below.map((line) => pen.paint("quiet", line))];
  });
}

/** Most kinds stand in their own label; a service is named by its name alone. */
function resourceWithArn(resource: Resource): string {
  const label = resourceLabel(resource);
  const kind = resource.kind.replaceAll("-", " ");
  const named = label.startsWith(kind) ? label : `${kind} ${label}`;
  return resource.arn === undefined ? named : `${named}, ${resource.arn}`;
}
