import type { Effect } from "../effect.ts";
import { citeEffect, isEndState } from "../joined-calls.ts";
import { defineCauseRule, type Cause, type Material, type Verdict } from "../verdict.ts";

const FAMILIES: ReadonlyMap<string | undefined, "end" | "start"> = new Map([
  ["tasks-stopped", "end"],
  ["tasks-started", "start"],
]);

export const tasksOfMessage = defineCauseRule({
  id: "tasks-of-message",
  summary:
    "A service event that names the tasks that were started or stopped is told by what is known of those very tasks, where it is the same for all.",
  fooledBy: "Tasks that ECS has forgotten: an hour after they stopped only a sync still has them.",
  find: (subject, material, judge) => {
    const way = FAMILIES.get(subject.reading?.family);
    const tasks = subject.reading?.tasks ?? [];
    if (subject.kind !== "service-event" || way === undefined || tasks.length === 0) {
      return undefined;
    }
    const verdicts = tasks.flatMap((id) => effectOf(id, way, subject, material) ?? []).map(judge);
    const known = verdicts.filter(({ cause }) => cause !== undefined);
    const [first] = known;
    if (first?.cause === undefined || known.some(({ cause }) => !isSame(cause, first.cause))) {
      return undefined;
    }
    const isWhole = known.length === tasks.length;
    return {
      cause: first.cause,
      grade: isWhole ? leastOf(known) : lower(first),
      evidence: [
        citeEffect("message", tasks.join(", "), "the tasks that the message names"),
        ...first.evidence,
      ],
      gaps: isWhole
        ? first.gaps
        : [...first.gaps, missing(tasks.length - known.length, tasks.length)],
      chain: [...first.chain, ...known.map((verdict) => verdict.subject)],
    };
  },
});

/** The stop of a task that was stopped, as far as it has come; the creation of one that was started. */
function effectOf(
  id: string,
  way: "end" | "start",
  { account, region }: Effect,
  { effects }: Material,
): Effect | undefined {
  const own = effects.filter(
    (one) =>
      one.kind === "task" &&
      one.resource.name === id &&
      one.account === account &&
      one.region === region &&
      isEndState(one.state) === (way === "end"),
  );
  return way === "end" ? (own.find(({ state }) => state === "STOPPED") ?? own.at(-1)) : own[0];
}

function isSame(one: Cause | undefined, other: Cause | undefined): boolean {
  if (one?.kind === "change" && other?.kind === "change") {
    return one.change.eventID === other.change.eventID;
  }
  return (
    one?.kind === "condition" && other?.kind === "condition" && one.condition === other.condition
  );
}

const GRADES = ["proven", "inferred", "claimed"] as const;

/** What holds for all is no surer than what holds for the least sure of them. */
function leastOf(verdicts: readonly Verdict[]): Verdict["confidence"] {
  const worst = Math.max(...verdicts.map(({ confidence }) => GRADES.indexOf(confidence)));
  return GRADES[worst] ?? "claimed";
}

function lower({ confidence }: Verdict): Verdict["confidence"] {
  return confidence === "proven" ? "inferred" : confidence;
}

function missing(lacking: number, all: number) {
  return {
    unknown: `why ${String(lacking)} of the ${String(all)} tasks stopped or started`,
    missing: "what ECS said of them; it forgets stopped tasks after about an hour",
  };
}
