import { secondsOf } from "./actions/response-time.ts";
import { objectIn, objectsIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** A deployment or task set that a record's response names. */
export interface NamedDeployment {
  /** `ecs-svc/1234567890` */
  readonly id: string;
  /** The service's PRIMARY one. */
  readonly isPrimary: boolean;
  /** This very call made it: a new PRIMARY deployment, or a task set of any status. */
  readonly isNew: boolean;
}

/** The kind of handle under which records are found by the deployments and task sets that their responses name. */
export const DEPLOYMENT = "ecs-deployment";

/** A deployment that the call itself started was created while the call ran: `eventTime` has whole seconds. */
const SAME_MOMENT_SECONDS = 3;

/**
 * The deployments and task sets in the response of a call to ECS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export function deploymentsOf(record: CloudTrailRecord): readonly NamedDeployment[] {
  if (record.eventSource !== "ecs.amazonaws.com" || !record.responseElements) return [];
  const { responseElements, eventName } = record;
  const service = objectIn(responseElements, "service");
  const taskSet = objectIn(responseElements, "taskSet");
  return [
    ...objectsIn(service, "deployments").flatMap((deployment) =>
      named(deployment, isPrimary(deployment) && madeBy(record, deployment)),
    ),
    ...named(taskSet, eventName === "CreateTaskSet"),
  ];
}

function named(deployment: JsonObject, isNew: boolean): readonly NamedDeployment[] {
  const id = textIn(deployment, "id");
  if (id === undefined || id === "") return [];
  return [{ id, isPrimary: isPrimary(deployment), isNew }];
}

function isPrimary({ status }: JsonObject): boolean {
  return status === "PRIMARY";
}

function madeBy({ eventTime }: CloudTrailRecord, deployment: JsonObject): boolean {
  const started = secondsOf(deployment["createdAt"]);
  const called = secondsOf(eventTime);
  if (started === undefined || called === undefined) return false;
  return Math.abs(called - started) <= SAME_MOMENT_SECONDS;
}
