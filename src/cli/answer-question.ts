import type { Answer, Severity } from "../ask/answer.ts";
import { formats } from "../ask/formats/index.ts";
import type { Arguments, AskContext, Question } from "../ask/question.ts";
import type { Coverage } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import type { Unreadable } from "../core/parse-records.ts";
import { sentenceOf } from "../core/sentence.ts";
import { openAddressBook } from "../fleet/address-book.ts";
import { ingest } from "../ingest/ingest.ts";
import type { Source } from "../ingest/source.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { textOf, textsOf, isOn, type Invocation } from "./command.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { openMaterial, type Material } from "./material.ts";
import { startProgress, type Progress } from "./progress.ts";
import { screenOf } from "./screen.ts";
import type { Surroundings } from "./surroundings.ts";

/** What reading brought besides records. */
interface Seen {
  readonly coverage: Coverage[];
  readonly unreadable: Unreadable[];
}

/** Reads what the question needs, asks it, writes the answer down, and tells what to exit with. */
export async function answerQuestion(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { answer } = await askQuestion(question, invocation, surroundings);
  await writeAnswer(answer, invocation, surroundings);
  return codeFor(answer, invocation);
}

/** Reads what the question needs and asks it. */
export async function askQuestion(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<{ readonly answer: Answer }> {
  const material = await openMaterial(question, invocation, surroundings);
  const seen: Seen = { coverage: [], unreadable: [] };
  const book = openAddressBook({ labels: labelsFor(material, invocation, surroundings) });
  const context: AskContext = { now: material.now, book, ...seen };
  const { ledger } = material;
  try {
    const { window } = question.needs(material.args, material.now);
    const progress = startProgress(surroundings);
    const told = new Set<string>();
    for (const source of material.sources) {
      await readSource(source, ledger, { window, material, surroundings, seen, progress }, () => {
        if (question.name === "who")
          tellFound(question.ask(material.args, ledger, context), told, progress);
      });
    }
    progress.end();
    const args = material.spanOfFiles ? { ...material.args, ...spanOf(ledger) } : material.args;
    return { answer: question.ask(args, ledger, context) };
  } finally {
    ledger.close();
  }
}

interface Reading {
  readonly window: { readonly from: string; readonly to: string };
  readonly material: Material;
  readonly surroundings: Surroundings;
  readonly seen: Seen;
  readonly progress: Progress;
}

async function readSource(
  source: Source,
  ledger: Ledger,
  { window, material, surroundings, seen, progress }: Reading,
  onPage: () => void,
): Promise<void> {
  const { signal } = surroundings;
  for await (const step of ingest(source, ledger, { window, now: material.now, signal })) {
    signal.throwIfAborted();
    seen.coverage.push(...step.coverage);
    seen.unreadable.push(...step.unreadable);
    if (step.progress !== undefined) progress.say(step.progress);
    if (step.added > 0) onPage();
  }
}

const TOLD_AT_ONCE = 5;

/** While the reading goes on, each new hit is told once; the answer at the end knows more about each. */
function tellFound(answer: Answer, told: Set<string>, progress: Progress): void {
  const fresh = answer.changes.filter(({ eventID }) => !told.has(eventID));
  for (const change of fresh.slice(0, TOLD_AT_ONCE)) progress.found(`found: ${sentenceOf(change)}`);
  for (const { eventID } of fresh) told.add(eventID);
}

/** Files hold what they hold: without a window of the user's, the question is about all of it. */
function spanOf(ledger: Ledger): Arguments {
  const [oldest] = ledger.records({ order: "oldest", limit: 1 });
  const [newest] = ledger.records({ order: "newest", limit: 1 });
  if (!oldest || !newest) return {};
  const end = new Date(Date.parse(newest.eventTime) + 1000).toISOString();
  return { since: oldest.eventTime, until: end };
}

function labelsFor(
  material: Material,
  invocation: Invocation,
  { env }: Surroundings,
): readonly string[] {
  const fromEnvironment = (env.TASKTRAIL_LABELS ?? "")
    .split(/[\s,]+/)
    .filter((label) => label !== "");
  return [...material.labels, ...fromEnvironment, ...textsOf(invocation, "label")];
}

/** Writes the answer in the format asked for, or what `--query` makes of it. */
export async function writeAnswer(
  answer: Answer,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<void> {
  const query = textOf(invocation, "query");
  if (query !== undefined) {
    const { runQuery } = await import("../ask/query.ts");
    surroundings.stdout.write(await runQuery(query, answer));
    return;
  }
  const name = textOf(invocation, "output") ?? "text";
  const format = formats.find((one) => one.name === name);
  if (!format) throw new OperatorError("bad-argument", `There is no output format ${name}.`);
  const color = textOf(invocation, "color") as "auto" | "always" | "never" | undefined;
  const screen = screenOf(surroundings, {
    color: color ?? "auto",
    local: isOn(invocation, "local"),
  });
  surroundings.stdout.write(format.render(answer, screen));
}

const SEVERITIES: readonly Severity[] = ["info", "low", "medium", "high", "critical"];

function codeFor(answer: Answer, invocation: Invocation): ExitCode {
  const bar = textOf(invocation, "failOn");
  const atLeast =
    bar === undefined ? Number.POSITIVE_INFINITY : SEVERITIES.indexOf(bar as Severity);
  if (answer.findings.some(({ severity }) => SEVERITIES.indexOf(severity) >= atLeast)) {
    return exitCode.conditionHeld;
  }
  const incomplete =
    answer.unreadable.length > 0 || answer.coverage.some(({ state }) => state !== "seen");
  return isOn(invocation, "strict") && incomplete ? exitCode.incomplete : exitCode.answered;
}
