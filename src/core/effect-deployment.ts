import type { Effect, RawEffect, Reading } from "./effect.ts";
import { readMessage } from "./effect-message.ts";
import {
  detailsIn,
  draftEffect,
  namedThing,
  placeOf,
  relatedTo,
  serviceIn,
  taskDefinitionOf,
  verbatim,
} from "./effect-parts.ts";
import type { JsonObject } from "./record.ts";

/** What a deployment is at one moment. */
export interface DeploymentStep {
  /** `ecs-svc/1234567890` */
  readonly deployment: string;
  /** `IN_PROGRESS`, `COMPLETED`, `FAILED` */
  readonly state: string;
  readonly at: string;
  /** `rolloutStateReason` in the API, `reason` in an event. */
  readonly reason: string;
}

const DETAILS = [
  "status",
  "taskDefinition",
  "desiredCount",
  "pendingCount",
  "runningCount",
  "failedTasks",
  "launchType",
  "rolloutState",
  "rolloutStateReason",
  "createdAt",
  "updatedAt",
  "eventName",
  "eventType",
];

/**
 * One step of a deployment, the same be it told by DescribeServices or by EventBridge. That a deployment is a rollback is
 * said only while it is under way: it has an id of its own, so that a later look does not wipe it out.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export function deploymentEffect(
  raw: RawEffect,
  body: JsonObject,
  { deployment, state, at, reason }: DeploymentStep,
): Effect {
  const service = serviceIn(body) ?? { kind: "service", name: "" };
  const reading = readMessage(reason, "deployment-reason");
  const place = placeOf(raw, service.arn);
  const step = isRollback(reading) ? "ROLLBACK" : state;
  return draftEffect(raw, {
    id: ["deployment", place.account, place.region, deployment, step].join("/"),
    at,
    kind: "deployment",
    state,
    resource: service,
    related: relatedTo(
      service,
      namedThing(deployment),
      namedThing(reading?.deployment),
      taskDefinitionOf(body.taskDefinition),
    ),
    message: reason,
    ...(reading !== undefined && { reading }),
    deployment,
    details: detailsIn(body, DETAILS),
  });
}

/** Whether a reason is a rollback's. */
function isRollback(reading: Pick<Reading, "family"> | undefined): boolean {
  return reading?.family === "deployment-rollback";
}

/** The reason as it stands, and whether it tells of a rollback. */
export function rolloutReason(body: JsonObject): {
  readonly reason: string;
  readonly isOfRollback: boolean;
} {
  const reason = verbatim(body.rolloutStateReason);
  return { reason, isOfRollback: isRollback(readMessage(reason, "deployment-reason")) };
}
