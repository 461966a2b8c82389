import type { Actor } from "../../src/core/actor.ts";
import type { Change } from "../../src/core/change.ts";
import type { Grade } from "../../src/core/evidence.ts";
import type { Truth, Who } from "./corpus.ts";

/**
 * - `right`: what the truth says.
 * - `incomplete`: the right one, but less is said than the records show, or it is called surer than it is.
 * - `unknown`: nobody named, or no further than a role's provider or account.
 * - `wrong`: somebody or something else is named.
 */
export type Verdict = "right" | "incomplete" | "unknown" | "wrong";

export interface Judgement {
  readonly verdict: Verdict;
  /** How surely it was said: of what is wrong, else of the actor; `ungraded` where it does not say, which reads as a fact. */
  readonly grade: Grade | "ungraded" | "nobody";
  /** What differs, as clauses. */
  readonly differences: readonly string[];
}

interface Difference {
  readonly verdict: Verdict;
  readonly text: string;
  readonly grade?: Judgement["grade"];
}

const ORDER: readonly Verdict[] = ["right", "incomplete", "unknown", "wrong"];
const GRADES: readonly Grade[] = ["claimed", "inferred", "proven"];

/** Holds an answer against the truth; where the truth has several readings, against the one it fits best. */
export function judge(truth: Truth, change: Change): Judgement {
  const [first, ...others] = [truth, ...(truth.or ?? [])].map((one) => judgeOne(one, change));
  if (first === undefined) throw new Error("There is always one reading.");
  return others.reduce(
    (best, one) => (ORDER.indexOf(one.verdict) < ORDER.indexOf(best.verdict) ? one : best),
    first,
  );
}

function judgeOne(truth: Truth, change: Change): Judgement {
  const { actor } = change;
  const differences = [
    ...heldToActor(truth, actor),
    ...heldToBehind(truth.behind, change.behind),
    ...heldToWords(truth, change),
    ...heldToPossible(truth, actor),
  ];
  const verdict = ORDER.findLast(
    (one) => one === "right" || differences.some((difference) => difference.verdict === one),
  );
  const worst = differences.find((difference) => difference.verdict === verdict);
  return {
    verdict: verdict ?? "right",
    grade: worst?.grade ?? gradeOf(actor),
    differences: differences.map(({ text }) => text),
  };
}

/** Whoever is of kind `unknown` is not named, whatever text is shown. */
export function isNamed(actor: Actor | undefined): actor is Actor {
  return actor !== undefined && actor.kind !== "unknown";
}

function gradeOf(actor: Actor): Judgement["grade"] {
  return isNamed(actor) ? (actor.grade ?? "ungraded") : "nobody";
}

function heldToActor({ actor: who, claim, maxGrade }: Truth, actor: Actor): readonly Difference[] {
  if (who === undefined) {
    if (!isNamed(actor)) return [];
    if (actor.grade === "claimed" && claim !== undefined && fits(claim, actor)) return [];
    return [{ verdict: "wrong", text: "names somebody whom the records do not show" }];
  }
  if (!isNamed(actor)) return [{ verdict: "unknown", text: "names nobody" }];
  if (!fits(who, actor)) {
    return stopsShort(who, actor)
      ? [{ verdict: "unknown", text: `goes no further than ${actor.kind} ${actor.name}` }]
      : [{ verdict: "wrong", text: `names ${actor.kind} ${actor.name}` }];
  }
  return heldToGrade(who.maxGrade ?? maxGrade, actor, "the actor");
}

function heldToGrade(most: Grade | undefined, actor: Actor, what: string): readonly Difference[] {
  if (actor.grade === undefined) return [{ verdict: "incomplete", text: `${what} has no grade` }];
  if (most === undefined || GRADES.indexOf(actor.grade) <= GRADES.indexOf(most)) return [];
  return [
    { verdict: "incomplete", text: `${what} is called ${actor.grade}, at most ${most} holds` },
  ];
}

/** What the names of providers are that stand in for a subject that is not at hand. */
const PROVIDERS: ReadonlySet<string> = new Set([
  "Azure Pipelines",
  "Bitbucket Pipelines",
  "Buildkite",
  "CircleCI",
  "EKS service account",
  "GitHub Actions",
  "GitLab CI",
  "HCP Terraform",
  "Pulumi Cloud",
]);

/** An account whose trail is not at hand, and a provider whose subject is not, are not somebody else. */
function stopsShort(who: Who, actor: Actor): boolean {
  if (actor.kind === "account") return who.kind !== "account";
  return who.kind === actor.kind && PROVIDERS.has(actor.name);
}

function heldToBehind(who: Who | undefined, behind: Actor | undefined): readonly Difference[] {
  if (!isNamed(behind)) {
    return who === undefined ? [] : [{ verdict: "incomplete", text: "names nobody behind it" }];
  }
  if (who !== undefined && !fits(who, behind) && stopsShort(who, behind)) {
    return [lack(`goes no further than ${behind.kind} ${behind.name} behind it`)];
  }
  if (who === undefined || !fits(who, behind)) {
    const text = `names ${behind.kind} ${behind.name} behind it`;
    return [{ verdict: "wrong", text, grade: gradeOf(behind) }];
  }
  return heldToGrade(who.maxGrade, behind, "whoever is behind it");
}

function heldToWords(truth: Truth, change: Change): readonly Difference[] {
  const { actor, behind, tool } = change;
  const said = `${actor.name} ${actor.via} ${actor.link ?? ""}`;
  const gaps = [...actor.gaps, ...(behind?.gaps ?? [])];
  const told = gaps.map(({ unknown, missing }) => `${unknown} ${missing}`).join(" ");
  return [
    ...heldToText("link", truth.link, actor.link, gradeOf(actor)),
    ...heldToText("AI agent", truth.aiAgent, tool.aiAgent, "claimed"),
    ...lacking(said, truth.says).map((word) => lack(`does not say ${word}`)),
    ...lacking(told, truth.missing).map((word) => lack(`no gap says ${word}`)),
    ...(truth.tool === undefined || truth.tool === tool.name
      ? []
      : [lack(`the tool is ${tool.name}, not ${truth.tool}`)]),
    ...(truth.account === undefined || truth.account === actor.account
      ? []
      : [lack(`the account is ${actor.account ?? "not said"}, not ${truth.account}`)]),
  ];
}

function lack(text: string): Difference {
  return { verdict: "incomplete", text };
}

function lacking(text: string, words: readonly string[] = []): readonly string[] {
  return words.filter((word) => !text.toLowerCase().includes(word.toLowerCase()));
}

function heldToText(
  what: string,
  truth: string | readonly string[] | null | undefined,
  got: string | undefined,
  grade: Judgement["grade"],
): readonly Difference[] {
  if (truth === undefined || (got === undefined && truth === null)) return [];
  if (got === undefined) return [lack(`no ${what}`)];
  if (truth !== null && [truth].flat().includes(got)) return [];
  return [{ verdict: "wrong", text: `${what} ${got}`, grade }];
}

function heldToPossible({ possibly }: Truth, actor: Actor): readonly Difference[] {
  if (possibly === undefined) return [];
  const got = (actor.possibly ?? []).map(({ who }) => who).filter(isNamed);
  const extra = got.filter((one) => !possibly.some((who) => fits(who, one)));
  return [
    ...possibly
      .filter((who) => !got.some((one) => fits(who, one)))
      .map((who) => lack(`does not say that it may have been ${String(who.name)}`)),
    ...extra.map((one): Difference => {
      return { verdict: "wrong", text: `says that it may have been ${one.name}`, grade: "claimed" };
    }),
  ];
}

function fits(who: Partial<Who>, actor: Actor): boolean {
  const names = who.name === undefined ? undefined : [who.name].flat();
  if (who.kind !== undefined && who.kind !== actor.kind) return false;
  return names === undefined || names.includes(actor.name);
}
