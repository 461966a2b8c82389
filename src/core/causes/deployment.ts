import type { Change } from "../change.ts";
import { DEPLOYMENT, deploymentsOf } from "../deployments-of.ts";
import type { Effect } from "../effect.ts";
import {
  before,
  callsJoined,
  citeCall,
  citeEffect,
  isEndState,
  type JoinedCall,
} from "../joined-calls.ts";
import { objectIn } from "../json-fields.ts";
import { citeMade, deploymentOf, isUnderWay, makerOf } from "../rollouts.ts";
import { defineCauseRule, type FoundCause, type Material } from "../verdict.ts";

export const deployment = defineCauseRule({
  id: "deployment",
  summary:
    "A task that the scheduler stopped or started, and a deployment's own state, are joined through the deployment's id to the call that made that deployment, replaced it, or took its tasks away.",
  fooledBy:
    "A deployment that several calls share (made by one, scaled by another): then the grade is inferred. Service Auto Scaling's call is a call like any other, and whoever configured it stands behind.",
  find: (subject, material) => {
    if (subject.reading?.condition !== undefined || !isOfDeployment(subject)) return undefined;
    const id = deploymentOf(subject);
    if (id === undefined) return undefined;
    const made = makerOf(id, subject, material);
    if (isEnd(subject)) {
      const from = before(subject, LONGEST_END_MS);
      const calls = callsJoined({ kind: DEPLOYMENT, name: id }, subject, material, { from });
      return endOf(id, { calls, made }, subject);
    }
    return made && beginningOf({ id, made }, subject, material);
  },
});

function isOfDeployment({ kind, stopCode }: Effect): boolean {
  return kind === "task"
    ? stopCode === undefined || stopCode === "" || stopCode === "ServiceSchedulerInitiated"
    : true;
}

function isEnd({ kind, state, reading }: Effect): boolean {
  return kind === "task" ? isEndState(state) : reading?.family === "tasks-stopped";
}

/** A task that starts when its deployment is long complete takes another's place, and is not the deployer's doing. */
function beginningOf(
  rollout: { readonly id: string; readonly made: JoinedCall },
  subject: Effect,
  material: Material,
): FoundCause | undefined {
  const { id, made } = rollout;
  if (subject.kind === "task" && !isUnderWay(rollout, subject, material)) return undefined;
  return {
    cause: { kind: "change", change: made.change },
    grade: "proven",
    evidence: [citeMade(made, id, "the deployment that this call made")],
    chain: [made.change],
  };
}

interface Calls {
  /** About the deployment, oldest first. */
  readonly calls: readonly JoinedCall[];
  readonly made: JoinedCall | undefined;
}

/** What took the deployment's tasks away: the latest call that replaced it, scaled it in, or deleted the service. */
function endOf(id: string, { calls, made }: Calls, subject: Effect): FoundCause | undefined {
  const latest = before(subject, LONGEST_SCALING_MS);
  const ends = calls.flatMap((call) => {
    const isMaker = call.change.eventID === made?.change.eventID;
    const kind = isMaker ? undefined : endKind(call, id);
    const isOld = kind === "scaled" && call.change.at < latest;
    return kind === undefined || isOld ? [] : [{ call, kind }];
  });
  const last = ends.at(-1);
  if (!last) return made && endByNewer(id, made, subject);
  const rivals = ends.filter((one) => one === last || isRival(one, last));
  const isProven = rivals.length === 1 && last.kind !== "scaled";
  const { change } = last.call;
  return {
    cause: { kind: "change", change },
    grade: isProven ? "proven" : "inferred",
    evidence: [
      citeEffect("stoppedReason", subject.message, "the deployment whose tasks were stopped"),
      citeCall(
        last.call,
        change.resource.kind === "task-set"
          ? "responseElements.taskSet.id"
          : "responseElements.service.deployments[].id",
        id,
        ENDED[last.kind],
        isProven ? "proven" : "inferred",
      ),
    ],
    ...(rivals.length > 1 && { gaps: [severalCalls(rivals.map(({ call }) => call))] }),
    chain: [change],
  };
}

/** A deployment stops the tasks of those before it: then the id is the new one's. */
function endByNewer(id: string, made: JoinedCall, subject: Effect): FoundCause | undefined {
  if (subject.startedBy === undefined || subject.startedBy === id) return undefined;
  return {
    cause: { kind: "change", change: made.change },
    grade: "proven",
    evidence: [
      citeEffect("stoppedReason", subject.message, "the deployment that stopped the task"),
      citeMade(made, id, "the deployment that this call made"),
    ],
    chain: [made.change],
  };
}

type EndKind = "replaced" | "scaled" | "deleted";

interface End {
  readonly call: JoinedCall;
  readonly kind: EndKind;
}

/** Slow rolling deployments take hours; what is older has ended what it could. */
const LONGEST_END_MS = 24 * 3_600_000;

/** A load balancer may keep a task for an hour before it lets it go (deregistration delay); what is older ended none. */
const LONGEST_SCALING_MS = 75 * 60_000;

/** Tasks of a scaling in are gone after minutes: an earlier one explains nothing that a later call explains as well. */
const RIVAL_MS = 15 * 60_000;

function isRival({ call }: End, last: End): boolean {
  return Date.parse(last.call.change.at) - Date.parse(call.change.at) <= RIVAL_MS;
}

function endKind({ record, change }: JoinedCall, id: string): EndKind | undefined {
  if (change.intent === "delete") return "deleted";
  const named = deploymentsOf(record);
  const one = named.find((each) => each.id === id);
  const isOlder = one !== undefined && !one.isPrimary && change.resource.kind === "service";
  if (isOlder) return named.some((each) => each.id !== id && each.isNew) ? "replaced" : undefined;
  return isFewer({ record, change }) ? "scaled" : undefined;
}

/** Whether a call asked for fewer tasks than there were; where nobody knows how many were wanted, than ran. */
function isFewer({ record, change }: JoinedCall): boolean {
  const { settings, noop } = change;
  const count = settings.find(({ name }) => name === "desiredCount" || name === "scale.value");
  if (noop || count === undefined || typeof count.after !== "number") return false;
  if (typeof count.before === "number") return count.after < count.before;
  const { runningCount } = objectIn(record.responseElements ?? {}, "service");
  return typeof runningCount === "number" ? count.after < runningCount : count.after === 0;
}

const ENDED: Readonly<Record<EndKind, string>> = {
  replaced: "the response lists this deployment beside the new one that replaced it",
  scaled: "the call lowered the desired count of this deployment",
  deleted: "the call deleted what this deployment belongs to",
};

function severalCalls(calls: readonly JoinedCall[]) {
  const named = calls.map(
    ({ change }: { readonly change: Change }) => `${change.eventName} ${change.at}`,
  );
  return {
    unknown: "which of several calls about the deployment took the task away",
    missing: `a record that tells them apart (${named.slice(-4).join(", ")}); the latest is named`,
  };
}
