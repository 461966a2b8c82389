import type { Actor } from "../../src/core/actor.ts";
import type { Truth, Who } from "./corpus.ts";
import { isNamed, type Judgement } from "./judge.ts";
import { countOf, goalsOf, isWrongAsFact, LEAST_RIGHT, type Tried } from "./score.ts";

/** The tables, every case that is not right with expected against got, and the two goals. */
export function report(tried: readonly Tried[]): string {
  const kinds = [...new Set(tried.map(({ one }) => one.kind))].toSorted();
  const byKind = kinds.map((kind) => row(kind, tried, ({ one }) => one.kind === kind));
  const grades: readonly Judgement["grade"][] = [
    "proven",
    "inferred",
    "claimed",
    "ungraded",
    "nobody",
  ];
  const byGrade = grades.map((grade) => row(grade, tried, (t) => t.judgement.grade === grade));
  const notRight = tried.filter(({ judgement }) => judgement.verdict !== "right");
  return [
    table(["kind", ...HEADS], [...byKind, row("all", tried, () => true)]),
    table(["grade", ...HEADS], byGrade),
    ...notRight.map(tellCase),
    tellGoals(tried),
  ].join("\n\n");
}

const HEADS = ["cases", "right", "incomplete", "unknown", "wrong", "wrong, claimed"];

function row(name: string, all: readonly Tried[], fits: (tried: Tried) => boolean): string[] {
  const tried = all.filter(fits);
  const wrong = tried.filter(isWrongAsFact).length;
  const counts = [
    tried.length,
    countOf(tried, "right"),
    countOf(tried, "incomplete"),
    countOf(tried, "unknown"),
    wrong,
    countOf(tried, "wrong") - wrong,
  ];
  return [name, ...counts.map(String)];
}

/** Columns side by side; the first to the left, the others, where they are numbers, to the right. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  side: "left" | "right" = "right",
): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const fill = (cell: string, at: number): string =>
    at === 0 || side === "left" ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return lines.map((line) => line.map(fill).join("  ").trimEnd()).join("\n");
}

function tellCase({ one, change, judgement }: Tried): string {
  const answerable = one.answerInRecords ? "" : " (the records do not contain the answer)";
  return [
    `${judgement.verdict.toUpperCase()}  ${one.id}: ${one.title}${answerable}`,
    `  expected  ${tellTruth(one.truth)}`,
    `  got       ${tellActor(change.actor)}${change.behind ? `; behind: ${tellActor(change.behind)}` : ""}`,
    `  because   ${judgement.differences.map(neutral).join("; ")}`,
  ].join("\n");
}

function tellTruth(truth: Truth): string {
  const who = truth.actor === undefined ? "nobody can be named" : tellWho(truth.actor);
  const behind = truth.behind === undefined ? "" : `; behind: ${tellWho(truth.behind)}`;
  const most = truth.maxGrade === undefined ? "" : `, at most ${truth.maxGrade}`;
  const others = (truth.or ?? []).map((other) => ` — or ${tellTruth(other)}`);
  return `${who}${most}${behind}${others.join("")}`;
}

function tellWho({ kind, name }: Who): string {
  return neutral(`${kind} ${[name].flat().join(" | ")}`);
}

function tellActor(actor: Actor): string {
  const grade = isNamed(actor) ? ` [${actor.grade ?? "ungraded"}]` : "";
  return neutral(`${actor.kind} ${actor.name} (${actor.via})${grade}`);
}

/** Names in the corpus are hostile on purpose. */
export function neutral(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "�");
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}

function tellGoals(tried: readonly Tried[]): string {
  const { right, wrongAsFact } = goalsOf(tried);
  const answerable = tried.filter(({ one }) => one.answerInRecords);
  const share = (Math.floor(right * 1000) / 10).toFixed(1);
  return [
    `${mark(right >= LEAST_RIGHT)} ${countOf(answerable, "right")} of ${answerable.length} right where the records contain the answer: ${share} %, at least ${LEAST_RIGHT * 100} % wanted`,
    `${mark(wrongAsFact === 0)} ${wrongAsFact} of ${tried.length} wrong and not merely claimed, 0 wanted`,
  ].join("\n");
}

function mark(holds: boolean): string {
  return holds ? "met   " : "missed";
}
