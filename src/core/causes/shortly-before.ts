import type { Change, Intent } from "../change.ts";
import type { Effect } from "../effect.ts";
import { beganAt, citeCall, isEndState } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { defineCauseRule } from "../verdict.ts";

/** What ends tasks, and what starts some. A setting that brings about a new deployment is joined by that one's id. */
const ENDS: ReadonlySet<Intent> = new Set<Intent>([
  "delete",
  "deploy",
  "restart",
  "rollback",
  "scale",
  "stop-service",
]);
const STARTS: ReadonlySet<Intent> = new Set<Intent>([
  "create",
  "deploy",
  "restart",
  "rollback",
  "scale",
]);

/** Rolling deployments take minutes; what lies further back explains nothing any more. */
const SHORTLY_MS = 15 * 60_000;

export const shortlyBefore = defineCauseRule({
  id: "shortly-before",
  summary:
    "Where no id joins: the only change of the same service in the quarter of an hour before that can have started or stopped its tasks.",
  fooledBy:
    "Anything that no record shows; two changes close together, of which neither is then named.",
  find: (subject, { changes }) => {
    const wanted = wantedBy(subject);
    if (!wanted) return undefined;
    const began = beganAt(subject);
    const earliest = Date.parse(began) - SHORTLY_MS;
    const [only, ...more] = changes.filter(
      (change) =>
        wanted.has(change.intent) &&
        change.outcome.kind === "accepted" &&
        !change.noop &&
        change.at <= began &&
        Date.parse(change.at) >= earliest &&
        change.resource.kind === "service" &&
        isOfService(change, subject) &&
        canHave(change, wanted === ENDS),
    );
    if (!only || more.length > 0) return undefined;
    const says = "the only change of the service shortly before";
    return {
      cause: { kind: "change", change: only },
      grade: "inferred",
      evidence: [citeCall({ change: only }, "eventTime", only.at, says, "inferred")],
      chain: [only],
    };
  },
});

function wantedBy({
  kind,
  state,
  reading,
  stopCode,
  startedBy,
}: Effect): ReadonlySet<Intent> | undefined {
  if (kind === "task" && isEndState(state)) {
    const isScheduler = stopCode === undefined || stopCode === "ServiceSchedulerInitiated";
    return isScheduler && UNTOLD.has(reading?.family) ? ENDS : undefined;
  }
  if (kind === "task") return startedBy?.startsWith("ecs-svc/") === true ? STARTS : undefined;
  if (kind !== "service-event") return undefined;
  if (reading?.family === "tasks-stopped") return ENDS;
  return reading?.family === "tasks-started" ? STARTS : undefined;
}

/** Words of a stop that leave open what the scheduler did it for. */
const UNTOLD: ReadonlySet<string | undefined> = new Set([undefined, "scaling-stop", "stop-code"]);

/** A service that was scaled out stopped no task by it, nor did one that was scaled in start one. */
function canHave({ intent, settings }: Change, isEnd: boolean): boolean {
  if (intent !== "scale") return true;
  const { before, after } = settings.find(({ name }) => name === "desiredCount") ?? {};
  if (typeof before !== "number" || typeof after !== "number") return false;
  return isEnd ? after < before : after > before;
}
