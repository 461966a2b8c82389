import { writeFile } from "node:fs/promises";
import type { Answer } from "../../ask/answer.ts";
import { DAY, formatInstant, parseInstant } from "../../ask/instants.ts";
import type { Question } from "../../ask/question.ts";
import { audit } from "../../ask/questions/audit.ts";
import { timeline } from "../../ask/questions/timeline.ts";
import { who } from "../../ask/questions/who.ts";
import { makeReport, type Report } from "../../ask/reports/report.ts";
import { reportHtml } from "../../ask/reports/report-html.ts";
import { reportMarkdown } from "../../ask/reports/report-markdown.ts";
import { OperatorError } from "../../core/errors.ts";
import { demoFleet } from "../../emulator/scenarios/demo-fleet.ts";
import { askQuestion } from "../answer-question.ts";
import { isOn, textOf, textsOf, type FlagValue, type Invocation, type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";

/** Asks what the report is made of, and writes it where it was told to. */
export const runReport: Run = async (invocation, surroundings) => {
  const files = textsOf(invocation, "out").map((file) => [file, formOf(file)] as const);
  const report = await makeOne(invocation, surroundings);
  if (files.length === 0) surroundings.stdout.write(reportMarkdown(report));
  for (const [file, form] of files) {
    await writeFile(file, form(report)).catch((cause: unknown) => {
      throw new OperatorError("bad-argument", `--out ${file} cannot be written.`, { cause });
    });
    surroundings.stderr.write(`wrote ${file}\n`);
  }
  return exitCode.answered;
};

type Form = (report: Report) => string;

function formOf(file: string): Form {
  if (/\.html?$/i.test(file)) return reportHtml;
  if (/\.(?:md|markdown)$/i.test(file)) return reportMarkdown;
  throw new OperatorError("bad-argument", `--out ${file} says no format.`, {
    hint: "Name a file that ends in .md or .html.",
  });
}

async function makeOne(invocation: Invocation, surroundings: Surroundings): Promise<Report> {
  const [kind, target, ...more] = invocation.words;
  if (kind === "incident" && target !== undefined && more.length === 0) {
    return incident(target, invocation, surroundings);
  }
  if (kind === "fleet" && target === undefined) return fleet(invocation, surroundings);
  throw new OperatorError("bad-argument", "It is not said what the report is about.", {
    hint: "Write report incident <service> --at <time>, or report fleet --since 24h.",
  });
}

/** What led to an incident may be a day old, and what it led to takes a while. */
const BEFORE_MS = DAY;
const AFTER_MS = 2 * 3_600_000;

async function incident(
  target: string,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Report> {
  const { flags } = invocation;
  const asking = (question: Question, words: readonly string[], window: Window): Promise<Answer> =>
    ask(question, { words, flags: { ...flags, ...window } }, surroundings);
  const around = aroundOf(invocation, surroundings);
  const name = target.split("/").at(-1) ?? target;
  const lead = await ask(who, { words: [target], flags }, surroundings);
  const story = await asking(timeline, [target], around);
  const flagged = await ask(
    audit,
    { words: [], flags: { ...flags, ...around, service: [name] } },
    surroundings,
  );
  return makeReport({
    title: `Incident report: ${target}`,
    asked: commandLine(invocation),
    lead,
    story,
    flags: flagged,
  });
}

async function fleet(invocation: Invocation, surroundings: Surroundings): Promise<Report> {
  const answer = await ask(audit, { words: [], flags: invocation.flags }, surroundings);
  const title = "Fleet report";
  const asked = commandLine(invocation);
  return makeReport({ title, asked, lead: answer, story: answer, flags: answer });
}

async function ask(
  question: Question,
  { words, flags }: Pick<Invocation, "words" | "flags">,
  surroundings: Surroundings,
): Promise<Answer> {
  const invocation = { words, flags: { limit: "0", ...flags }, onlyWords: true };
  const { answer } = await askQuestion(question, invocation, surroundings);
  return answer;
}

type Window = Readonly<Record<"at" | "since" | "until", string | undefined>>;

/** What is told around the moment of an incident; a stretch that was typed stays as it is. */
function aroundOf(invocation: Invocation, surroundings: Surroundings): Window {
  const at = textOf(invocation, "at");
  if (at === undefined) {
    return {
      at,
      since: textOf(invocation, "since") ?? "24h",
      until: textOf(invocation, "until"),
    };
  }
  const now = isOn(invocation, "demo") ? new Date(demoFleet().now) : surroundings.now();
  const moment = parseInstant(at, now, "at");
  const end = moment.at + (moment.precision === "day" ? DAY : AFTER_MS);
  return {
    at: undefined,
    since: formatInstant(moment.at - BEFORE_MS),
    until: formatInstant(Math.min(end, now.getTime())),
  };
}

/** The command line as it was typed, but for where its output went. */
function commandLine({ words, flags }: Invocation): string {
  const typed = Object.entries(flags).flatMap(([name, value]) => wordsOf(name, value));
  return ["tasktrail report", ...words, ...typed].join(" ");
}

const NOT_TOLD: ReadonlySet<string> = new Set(["out", "effects"]);

function wordsOf(name: string, value: FlagValue | undefined): readonly string[] {
  if (NOT_TOLD.has(name) || value === undefined || value === false) return [];
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return [flag];
  return (typeof value === "string" ? [value] : value).flatMap((one) => [flag, one]);
}
