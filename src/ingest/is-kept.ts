import type { CloudTrailRecord } from "../core/record.ts";

/** Services whose records are kept, and what they are needed for. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["ecs.amazonaws.com", "what was done to ECS"],
  ["sts.amazonaws.com", "who assumed the role behind a session"],
  ["sso.amazonaws.com", "who signed in through IAM Identity Center"],
  ["signin.amazonaws.com", "who signed in to the console"],
  ["cloudformation.amazonaws.com", "who started the stack update that changed a service"],
  ["codedeploy.amazonaws.com", "who started the deployment that changed a service"],
  ["codepipeline.amazonaws.com", "who started the pipeline that changed a service"],
  ["application-autoscaling.amazonaws.com", "who configured the scaling of a service"],
]);

const AUTOSCALING = "autoscaling.amazonaws.com";
const LOAD_BALANCING = "elasticloadbalancing.amazonaws.com";

/**
 * Whether the ledger keeps a record: what was done to ECS, and what tells who or what stood behind it. The others are
 * read and counted, but a trail holds a hundred times as many of them.
 *
 * @returns why it is kept, or nothing.
 */
export function whyKept(record: CloudTrailRecord): string | undefined {
  const { eventSource, userIdentity, additionalEventData } = record;
  if (userIdentity.type === "Root") return "what the account's root user did";
  // Application Auto Scaling's own calls stand under EC2 Auto Scaling's source (both of AWS's samples show it).
  if (
    eventSource === AUTOSCALING &&
    additionalEventData?.["service"] === "application-autoscaling"
  ) {
    return REASONS.get("application-autoscaling.amazonaws.com");
  }
  if (eventSource === LOAD_BALANCING && isByEcs(record)) {
    return "what the ECS scheduler did at the load balancer";
  }
  return REASONS.get(eventSource);
}

/** `…assumed-role/AWSServiceRoleForECS/ecs-service-scheduler`, from `ecs.amazonaws.com`. */
function isByEcs({ sourceIPAddress, userIdentity }: CloudTrailRecord): boolean {
  return (
    sourceIPAddress === "ecs.amazonaws.com" ||
    userIdentity.invokedBy === "ecs.amazonaws.com" ||
    userIdentity.sessionContext?.sessionIssuer?.userName === "AWSServiceRoleForECS"
  );
}
