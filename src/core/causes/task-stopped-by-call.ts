import type { Effect } from "../effect.ts";
import { callsJoined, citeCall, citeEffect, isEndState, type JoinedCall } from "../joined-calls.ts";
import { defineCauseRule, type FoundCause } from "../verdict.ts";

/** A stop that ECS ascribes to anything but a caller is not a caller's, even where one tried as well. */
const BY_CALLER: ReadonlySet<string | undefined> = new Set([undefined, "", "UserInitiated"]);

export const taskStoppedByCall = defineCauseRule({
  id: "task-stopped-by-call",
  summary: "A stopped task is joined to the StopTask that names its id.",
  fooledBy: "Nothing: AWS issues the id. Two StopTask calls about one task: the first one counts.",
  find: (subject, material) => {
    const { kind, state, stopCode, reading } = subject;
    if (kind !== "task" || !isEndState(state) || !BY_CALLER.has(stopCode)) return undefined;
    if (reading?.family === "forced-deregistration") return undefined;
    const { name } = subject.resource;
    const first = callsJoined({ kind: "task", name }, subject, material).find(
      ({ change }) => change.eventName === "StopTask",
    );
    return first && foundBy(first, subject);
  },
});

function foundBy(call: JoinedCall, { resource, message, stopCode }: Effect): FoundCause {
  const { change } = call;
  const reason = change.settings.find(({ name }) => name === "reason")?.after;
  const isSame = typeof reason === "string" && reason !== "" && reason === message;
  const field = "requestParameters.reason";
  return {
    cause: { kind: "change", change },
    grade: "proven",
    evidence: [
      citeCall(call, "requestParameters.task", resource.name, "the task that stopped"),
      ...(isSame ? [citeCall(call, field, reason, "the reason that ECS shows", "claimed")] : []),
      ...(stopCode === undefined
        ? []
        : [citeEffect("stopCode", stopCode, "ECS says that a caller stopped it")]),
    ],
    chain: [change],
  };
}
