import type { Effect } from "../effect.ts";
import { callsJoined, citeCall, citeEffect, type JoinedCall } from "../joined-calls.ts";
import { defineCauseRule, type FoundCause } from "../verdict.ts";

/** A stop that ECS ascribes to anything but a caller is not a caller's, even where one tried as well. */
const BY_CALLER: ReadonlySet<string | undefined> = new Set([undefined, "", "UserInitiated"]);

export const taskStoppedByCall = defineCauseRule({
  id: "task-stopped-by-call",
  summary: "A stopped task is joined to the StopTask that names its id.",
  fooledBy: "Nothing: AWS issues the id. Two StopTask calls about one task: the first one counts.",
  find: (subject, material) => {
    if (subject.kind !== "task" || !isStopped(subject) || !BY_CALLER.has(subject.stopCode)) {
      return undefined;
    }
    const { name } = subject.resource;
    const first = callsJoined({ kind: "task", name }, subject, material).find(
      ({ change }) => change.eventName === "StopTask",
    );
    return first && foundBy(first, subject);
  },
});

function isStopped({ state }: Effect): boolean {
  return state === "STOPPED" || state === "STOPPING" || state === "DEPROVISIONING";
}

function foundBy(call: JoinedCall, subject: Effect): FoundCause {
  const { change } = call;
  const reason = change.settings.find(({ name }) => name === "reason")?.after;
  const isSameReason = typeof reason === "string" && reason !== "" && reason === subject.message;
  return {
    cause: { kind: "change", change },
    grade: "proven",
    evidence: [
      citeCall(call, "requestParameters.task", subject.resource.name, "the task that stopped"),
      ...(isSameReason
        ? [
            citeCall(
              call,
              "requestParameters.reason",
              reason,
              "the reason that ECS shows",
              "claimed",
            ),
          ]
        : []),
      ...(subject.stopCode === undefined
        ? []
        : [citeEffect("stopCode", subject.stopCode, "ECS says that a caller stopped it")]),
    ],
    chain: [change],
  };
}
