import { beganAt, citeCall, citeEffect } from "../joined-calls.ts";
import { isOfService } from "../of-service.ts";
import { defineCauseRule } from "../verdict.ts";

/** A task may take its stopTimeout, and a load balancer's deregistration delay, to stop. */
const LONGEST_STOP_MS = 30 * 60_000;

export const stopReason = defineCauseRule({
  id: "stop-reason",
  summary:
    "A task that a caller stopped is joined to the one StopTask shortly before whose reason is the stoppedReason, where no record names the task's id.",
  fooledBy: "Two people who give the same reason in the same half hour: then nothing is concluded.",
  find: (subject, { changes }) => {
    const { message, stopCode } = subject;
    if (subject.kind !== "task" || stopCode !== "UserInitiated" || message === "") return undefined;
    const began = beganAt(subject);
    const earliest = Date.parse(began) - LONGEST_STOP_MS;
    const fitting = changes.filter(
      (change) =>
        change.eventName === "StopTask" &&
        change.outcome.kind === "accepted" &&
        change.resource.name === "" &&
        change.at <= began &&
        Date.parse(change.at) >= earliest &&
        (change.resource.cluster === subject.resource.cluster || isOfService(change, subject)) &&
        change.settings.some(({ name, after }) => name === "reason" && after === message),
    );
    const [only, ...more] = fitting;
    if (!only || more.length > 0) return undefined;
    return {
      cause: { kind: "change", change: only },
      grade: "inferred",
      evidence: [
        citeCall(
          { change: only },
          "requestParameters.reason",
          message,
          "the reason that ECS shows",
          "inferred",
        ),
        citeEffect("stopCode", stopCode, "ECS says that a caller stopped it"),
      ],
      chain: [only],
    };
  },
});
