import type { Answer, Severity } from "../ask/answer.ts";
import { formats } from "../ask/formats/index.ts";
import { openNames } from "../ask/name-actors.ts";
import type { Arguments, AskContext, Need, Question } from "../ask/question.ts";
import type { WatchPolicy } from "../ask/watch-policy.ts";
import { OperatorError } from "../core/errors.ts";
import { openAddressBook } from "../fleet/address-book.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { askOnce, type AskedOnce } from "./ask-once.ts";
import { textOf, textsOf, isOn, type Invocation } from "./command.ts";
import { directoryIn } from "./directory.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { DEFAULT_HOPS, lookFurther, type Further } from "./look-further.ts";
import { hopsOf, openMaterial, type Material } from "./material.ts";
import { planText } from "./plan-text.ts";
import { readEffects } from "./read-effects.ts";
import { nothingSeen, readMaterial, type Seen } from "./read-material.ts";
import { screenOf } from "./screen.ts";
import type { Surroundings } from "./surroundings.ts";

/** Reads what the question needs, asks it, writes the answer down, and tells what to exit with. */
export async function answerQuestion(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
  policy?: WatchPolicy,
): Promise<ExitCode> {
  const { answer, seen } = await askQuestion(question, invocation, surroundings, policy);
  if (isOn(invocation, "dryRun")) {
    surroundings.stdout.write(planText(seen));
    return exitCode.answered;
  }
  await writeAnswer(answer, invocation, surroundings);
  return codeFor(answer, invocation);
}

/** Reads what the question needs and asks it. */
export async function askQuestion(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
  given?: WatchPolicy,
): Promise<{ readonly answer: Answer; readonly seen: Seen }> {
  const policy = given ?? (await policyFor(question, invocation, surroundings));
  const material = await openMaterial(question, invocation, surroundings);
  const seen = nothingSeen();
  const book = openAddressBook({ labels: labelsFor(material, invocation) });
  const { coverage, unreadable } = seen;
  const { ledger } = material;
  const names = openNames({ ...material.names, directory: directoryIn(ledger) });
  const context: AskContext = {
    now: material.now,
    book,
    coverage,
    unreadable,
    names,
    ...(policy && { policy }),
  };
  const soFar = (): Answer => question.ask(material.args, ledger, context);
  try {
    const need = needOf(question, material, invocation);
    await readMaterial(
      material,
      need,
      surroundings,
      seen,
      question.name === "who" ? soFar : undefined,
    );
    const args = material.spanOfFiles ? { ...material.args, ...spanOf(ledger) } : material.args;
    const asked = askOnce(() => question.ask(args, ledger, context));
    const reading = { material, need, invocation, surroundings, seen };
    const notes = await readMore(question, reading, asked);
    const answer = asked.soFar();
    const { tellIntegrity } = await import("../integrity/tell-integrity.ts");
    const { openProofs } = await import("./verify/proofs.ts");
    const proofs = openProofs(invocation, surroundings);
    return {
      answer: {
        ...answer,
        coverage: await tellIntegrity(answer.coverage, proofs, surroundings.signal),
        notes: [...answer.notes, ...notes],
      },
      seen,
    };
  } finally {
    ledger.close();
  }
}

/** Questions that rules answer. */
const JUDGES: ReadonlySet<string> = new Set(["audit", "findings"]);

async function policyFor(
  { name }: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<WatchPolicy | undefined> {
  if (!JUDGES.has(name)) return undefined;
  const { openPolicy } = await import("./rules/open-policy.ts");
  return openPolicy(invocation, surroundings);
}

interface Asking {
  readonly material: Material;
  readonly need: Need;
  readonly invocation: Invocation;
  readonly surroundings: Surroundings;
  readonly seen: Seen;
}

/** What only the records that were read tell how to ask for: what ECS did, and who stood behind the callers. */
async function readMore(
  question: Question,
  { material, need, invocation, surroundings, seen }: Asking,
  asked: AskedOnce,
): Promise<readonly string[]> {
  if (isOn(invocation, "dryRun")) return [];
  const effects =
    textOf(invocation, "effects") === "never"
      ? []
      : await readEffects({ material, surroundings, seen }, need, asked);
  const further = furtherOf(question, seen, invocation);
  return [...effects, ...(await lookFurther(material, surroundings, further, asked))];
}

/** Questions about one thing look further on their own; those about many only when told to. */
const LOOKS_FURTHER: ReadonlySet<string> = new Set(["who", "explain"]);

function furtherOf({ name }: Question, { coverage }: Seen, invocation: Invocation): Further {
  const typed = hopsOf(invocation);
  return {
    hops: typed ?? (LOOKS_FURTHER.has(name) ? DEFAULT_HOPS : 0),
    // What a trail tells of other accounts does not let these credentials in.
    accounts: new Set(
      coverage
        .filter(({ source }) => source.startsWith("event-history://"))
        .map(({ account }) => account),
    ),
  };
}

/** Whoever wants to know of every gap does not want one that was left on purpose. */
function needOf(question: Question, { args, now }: Material, invocation: Invocation): Need {
  const need = question.needs(args, now);
  return isOn(invocation, "strict") ? { ...need, newestSettles: false } : need;
}

/** Files hold what they hold: without a window of the user's, the question is about all of it. */
function spanOf(ledger: Ledger): Arguments {
  const [oldest] = ledger.records({ order: "oldest", limit: 1 });
  const [newest] = ledger.records({ order: "newest", limit: 1 });
  if (!oldest || !newest) return {};
  const end = new Date(Date.parse(newest.eventTime) + 1000).toISOString();
  return { since: oldest.eventTime, until: end };
}

function labelsFor(material: Material, invocation: Invocation): readonly string[] {
  return [...new Set([...material.labels, ...textsOf(invocation, "label")])];
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
  return isOn(invocation, "strict") && isIncomplete(answer)
    ? exitCode.incomplete
    : exitCode.answered;
}

/** Whether something that was asked about could not be seen. Files are never more than what they hold. */
function isIncomplete({ coverage, unreadable }: Answer): boolean {
  const isWhole = ({ state, source }: Answer["coverage"][number]): boolean =>
    state === "seen" || (state === "partial" && source.startsWith("file://"));
  return unreadable.length > 0 || !coverage.every(isWhole);
}
