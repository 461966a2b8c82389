import type { Change } from "./change.ts";
import { clauseOfEffect } from "./effect-clause.ts";
import type { Effect } from "./effect.ts";
import { beganAt, isEndState, shifted } from "./joined-calls.ts";
import { isOfService, serviceOf } from "./of-service.ts";
import { isRollback } from "./rollbacks.ts";
import { deedOf, resourceLabel } from "./sentence.ts";
import { clock, isChange } from "./sentence-of-verdict.ts";
import { shortHand } from "./short-hand.ts";
import type { Verdict } from "./verdict.ts";

/** One step of a story: what happened, all of a kind told as one. */
interface Step {
  readonly kind: StepKind;
  readonly first: Change | Effect;
  readonly last: Change | Effect;
  /** The tasks that it is about, by id. */
  readonly tasks: ReadonlySet<string>;
}

/** An eventID, what failed, or what the scheduler did. */
type StepKind = string;

/** What failed with its deployment was rolled back later, and a rollback stops tasks: that belongs to the story too. */
const AFTERMATH_MS = 10 * 60_000;

/**
 * What led to an effect as one paragraph, oldest first: "14:18:02Z deployed api:41 → api:42 by acme/api (GitHub Actions, run
 * 19514478120) → 14:19:10Z to 14:19:58Z 3 tasks failed: the load balancer's health checks failed → 14:20:01Z the circuit
 * breaker rolled back to api:41 → 14:21:03Z stopped 1 task".
 *
 * @param effects of the surroundings, oldest first: those of the same service between the first step and the last are told.
 * @returns `""` where there is no more to tell than the verdict's own sentence.
 */
export function tellStory(verdict: Verdict, effects: readonly Effect[], today?: string): string {
  const { subject, chain, cause } = verdict;
  const changes = [...chain, ...(cause?.kind === "change" ? [cause.change] : [])].filter(isChange);
  const [from = subject.at] = [...chain, subject].map(({ at }) => at).toSorted();
  const until = shifted(subject.at, changes.length > 0 ? AFTERMATH_MS : 0);
  const isAftermath = (one: Effect): boolean =>
    isRollback(one) || (isRollback(subject) && kindOf(one) === "stopped");
  const between = effects.filter(
    (one) =>
      one.at >= from &&
      (one.at <= subject.at || (one.at <= until && isAftermath(one))) &&
      isOfService(one, subject),
  );
  const all = new Map<string, Change | Effect>();
  for (const one of [...changes, ...between, ...chain, subject]) {
    all.set(isChange(one) ? one.eventID : one.id, one);
  }
  const steps = stepsOf([...all.values()].toSorted(byTime), subject);
  if (steps.length < 3 && !(steps.length === 2 && cause?.kind === "condition")) return "";
  return `${steps.map((step) => sayStep(step, verdict, today)).join(" → ")}.`;
}

function byTime(one: Change | Effect, other: Change | Effect): number {
  const [here, there] = [timeOf(one), timeOf(other)];
  return here < there ? -1 : Number(here > there);
}

function timeOf(one: Change | Effect): string {
  return isChange(one) ? one.at : beganAt(one);
}

/** Steps in the order in which each kind began. Tasks that failed were not "stopped" besides. */
function stepsOf(all: readonly (Change | Effect)[], subject: Effect): readonly Step[] {
  const found = new Map<StepKind, Step>();
  const failed = new Set(
    all.flatMap((one) => (!isChange(one) && kindOf(one)?.startsWith("failed") ? tasksOf(one) : [])),
  );
  for (const one of all) {
    const step = stepOf(one, subject, failed);
    if (!step) continue;
    const known = found.get(step.kind);
    found.set(
      step.kind,
      known ? { ...known, last: one, tasks: new Set([...known.tasks, ...step.tasks]) } : step,
    );
  }
  if (isReplacing(found, failed)) found.delete("started");
  return [...found.values()];
}

function stepOf(
  one: Change | Effect,
  subject: Effect,
  failed: ReadonlySet<string>,
): Step | undefined {
  const alone = { first: one, last: one };
  if (isChange(one)) return { kind: one.eventID, ...alone, tasks: new Set() };
  const kind = kindOf(one) ?? (one === subject ? "subject" : undefined);
  if (kind === undefined) return undefined;
  const named = tasksOf(one);
  const tasks = kind === "stopped" ? named.filter((id) => !failed.has(id)) : named;
  const isOnlyFailed = named.length > 0 && tasks.length === 0;
  return isOnlyFailed ? undefined : { kind, ...alone, tasks: new Set(tasks) };
}

/** What was started in the place of what failed or was stopped makes no step of its own. */
function isReplacing(found: ReadonlyMap<StepKind, Step>, failed: ReadonlySet<string>): boolean {
  const kinds = [...found.keys()];
  const isAfter = kinds.indexOf("started") > kinds.indexOf("stopped");
  return failed.size > 0 || (found.has("stopped") && isAfter);
}

/** What an effect tells of a story; nothing for what says neither what went wrong nor what was done. */
function kindOf(one: Effect): StepKind | undefined {
  const { kind, state, reading } = one;
  if (isRollback(one) || (kind === "deployment" && state === "FAILED")) return "rollback";
  if (kind === "service-deployment") return undefined;
  if (reading?.condition !== undefined) return `failed ${reading.condition}`;
  if (reading?.family === "tasks-started") return "started";
  const isStop = kind === "task" && isEndState(state);
  return isStop || reading?.family === "tasks-stopped" ? "stopped" : undefined;
}

function tasksOf({ kind, resource, reading }: Effect): readonly string[] {
  return kind === "task" ? [resource.name] : (reading?.tasks ?? []);
}

function sayStep(step: Step, verdict: Verdict, today: string | undefined): string {
  const { first, last } = step;
  const [from, to] = [clock(timeOf(first), today), clock(timeOf(last), today)];
  const isLong = step.kind.startsWith("failed") && step.tasks.size > 1 && from !== to;
  return `${isLong ? `${from} to ${to}` : from} ${saysOf(step, verdict)}`;
}

function saysOf(step: Step, verdict: Verdict): string {
  const { first, kind, tasks } = step;
  if (isChange(first)) return changeSays(first, verdict.subject);
  const many = `${String(tasks.size)} ${tasks.size === 1 ? "task" : "tasks"}`;
  if (kind === "rollback") return rollbackSays(step, verdict);
  if (kind === "started") return `started ${many}`;
  if (kind === "stopped") return tasks.size === 0 ? "stopped tasks" : `stopped ${many}`;
  if (!kind.startsWith("failed")) return clauseOfEffect(first);
  const says = first.reading?.says ?? first.message;
  return tasks.size === 0 ? says : `${many} ended: ${says}`;
}

/** Whose service it is was said before. */
function changeSays(change: Change, subject: Effect): string {
  const { resource } = change;
  const service = serviceOf(subject);
  const isSame =
    resource.kind === "service" &&
    resource.name === service?.service &&
    resource.cluster === service.cluster;
  const what = isSame ? "" : `${resourceLabel(resource)} was `;
  return `${what}${deedOf(change)} by ${shortHand(change)}`;
}

function rollbackSays({ first, last }: Step, { cause, chain }: Verdict): string {
  const told = [first, last].filter((one): one is Effect => !isChange(one));
  const isAlarm =
    told.some(({ message }) => /\balarms?\b/i.test(message.slice(0, 4000))) ||
    (cause?.kind === "condition" && cause.says.includes("an alarm"));
  const isByHand = cause?.kind === "change";
  const who = isByHand ? "ECS" : isAlarm ? "an alarm went off, and ECS" : "the circuit breaker";
  const failed = chain.find(isChange);
  const back = failed?.settings.find(({ name }) => name === "taskDefinition")?.before;
  return `${who} rolled back${typeof back === "string" ? ` to ${back}` : ""}`;
}
