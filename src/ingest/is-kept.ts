import { actions } from "../core/actions/index.ts";
import { findAction } from "../core/find-action.ts";
import { handlesOf } from "../core/handles-of.ts";
import type { CloudTrailRecord } from "../core/record.ts";

/** Services whose records are kept, and what they are needed for. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["ecs.amazonaws.com", "what was done to ECS"],
  ["sts.amazonaws.com", "who assumed the role behind a session"],
  ["sso.amazonaws.com", "who signed in through IAM Identity Center"],
  ["signin.amazonaws.com", "who signed in to the console"],
]);

/** Services of which all that changes something is kept; tools ask them for their state all day long. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ["cloudformation.amazonaws.com", "who started the stack update that changed a service"],
  ["codedeploy.amazonaws.com", "who started the deployment that changed a service"],
  ["codepipeline.amazonaws.com", "who started the pipeline that changed a service"],
  ["application-autoscaling.amazonaws.com", "who configured the scaling of a service"],
]);

/** Single operations of other services that stop tasks or fail deployments: the catalogue knows each by name. */
const BEHIND: ReadonlySet<string> = new Set(actions.map(keyOf));

const AUTOSCALING = "autoscaling.amazonaws.com";
const LOAD_BALANCING = "elasticloadbalancing.amazonaws.com";

/** Services of which a record may be kept whatever the operation; of all others only those that the catalogues name. */
export const SERVICES_OF_INTEREST: readonly string[] = [
  ...REASONS.keys(),
  ...CHANGES.keys(),
  AUTOSCALING,
  LOAD_BALANCING,
];

/**
 * Whether the ledger keeps a record: what was done to ECS, and what tells who or what stood behind it. The others are
 * read and counted, but a trail holds a hundred times as many of them.
 *
 * @returns why it is kept, or nothing.
 */
export function whyKept(record: CloudTrailRecord): string | undefined {
  const { eventSource, userIdentity } = record;
  if (userIdentity.type === "Root") return "what the account's root user did";
  return REASONS.get(eventSource) ?? whyChange(record) ?? whyJoined(record) ?? whyBehind(record);
}

function whyChange(record: CloudTrailRecord): string | undefined {
  const { eventSource, eventName, readOnly, additionalEventData } = record;
  // Application Auto Scaling's own calls stand under EC2 Auto Scaling's source (both of AWS's samples show it).
  const isScaling =
    eventSource === AUTOSCALING && additionalEventData?.["service"] === "application-autoscaling";
  const why = CHANGES.get(isScaling ? "application-autoscaling.amazonaws.com" : eventSource);
  if (why === undefined || readOnly === true) return undefined;
  return findAction(eventSource, eventName).nature === "read" ? undefined : why;
}

/** Found again by what it started, configured or ended. That a record is in two accounts' trails is no reason by itself. */
function whyJoined(record: CloudTrailRecord): string | undefined {
  const isJoined = handlesOf(record).some(({ kind }) => kind !== "shared-event");
  return isJoined ? "who set a service to work, or opened a session" : undefined;
}

function whyBehind(record: CloudTrailRecord): string | undefined {
  if (record.eventSource === LOAD_BALANCING && isByEcs(record)) {
    return "what the ECS scheduler did at the load balancer";
  }
  if (record.errorCode !== undefined || !BEHIND.has(keyOf(record))) return undefined;
  return "what may lie behind something that ECS did";
}

function keyOf({ eventSource, eventName }: Pick<CloudTrailRecord, "eventSource" | "eventName">) {
  return `${eventSource}/${eventName}`;
}

/** `…assumed-role/AWSServiceRoleForECS/ecs-service-scheduler`, from `ecs.amazonaws.com`. */
function isByEcs({ sourceIPAddress, userIdentity }: CloudTrailRecord): boolean {
  return (
    sourceIPAddress === "ecs.amazonaws.com" ||
    userIdentity.invokedBy === "ecs.amazonaws.com" ||
    userIdentity.sessionContext?.sessionIssuer?.userName === "AWSServiceRoleForECS"
  );
}
