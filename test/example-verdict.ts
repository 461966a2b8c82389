import type { Change } from "../src/core/change.ts";
import type { Effect } from "../src/core/effect.ts";
import type { Verdict } from "../src/core/verdict.ts";

const exampleStop: Effect = {
  id: "task/111122223333/eu-west-1/prod/0cc43cdb3bee44079c26c0e6ea5bee84/STOPPED",
  at: "2026-11-20T14:02:31.512Z",
  account: "111122223333",
  region: "eu-west-1",
  kind: "task",
  state: "STOPPED",
  resource: {
    kind: "task",
    name: "0cc43cdb3bee44079c26c0e6ea5bee84",
    cluster: "prod",
    service: "checkout",
  },
  related: [],
  message: "Scaling activity initiated by (deployment ecs-svc/1234567890)",
  stopCode: "ServiceSchedulerInitiated",
  deployment: "ecs-svc/1234567890",
  startedBy: "ecs-svc/1234567890",
  containers: [{ name: "app", exitCode: 143 }],
  details: {},
};

/** A task that the scheduler stopped because of a change. */
export function exampleVerdict(change: Change): Verdict {
  return {
    subject: exampleStop,
    cause: { kind: "change", change },
    actor: change.actor,
    confidence: "inferred",
    rule: "deployment",
    evidence: [
      {
        field: "stoppedReason",
        value: exampleStop.message,
        grade: "proven",
        says: "the deployment whose tasks were stopped",
      },
    ],
    gaps: [],
    chain: [change],
  };
}
