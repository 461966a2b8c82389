import { callsJoined, citeCall, shifted } from "../joined-calls.ts";
import { defineCauseRule } from "../verdict.ts";

const STARTS: ReadonlySet<string> = new Set(["RunTask", "StartTask"]);
const AT_START: ReadonlySet<string> = new Set(["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"]);

/** RunTask answers while the task is being created, and its record has whole seconds. */
const SAME_MOMENT_MS = 5000;

export const taskStartedByCall = defineCauseRule({
  id: "task-started-by-call",
  summary: "A task that started is joined to the RunTask or StartTask whose response names its id.",
  fooledBy: "Nothing: AWS issues the id.",
  find: (subject, material) => {
    if (subject.kind !== "task" || !AT_START.has(subject.state)) return undefined;
    const { name } = subject.resource;
    const later = shifted(subject.at, SAME_MOMENT_MS);
    const call = callsJoined({ kind: "task", name }, { ...subject, at: later }, material).find(
      ({ change }) => STARTS.has(change.eventName),
    );
    if (!call) return undefined;
    const field = "responseElements.tasks[].taskArn";
    return {
      cause: { kind: "change", change: call.change },
      grade: "proven",
      evidence: [citeCall(call, field, name, "the task that the call started")],
      chain: [call.change],
    };
  },
});
