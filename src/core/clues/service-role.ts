import { isServiceName, serviceOf, setToWork } from "../aws-service.ts";
import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";
import type { CloudTrailRecord } from "../record.ts";

/**
 * Services that act in a role given to them. CloudFormation does so only where the session is called `AWSCloudFormation`;
 * otherwise it keeps the session of the person or pipeline that started it.
 */
const ALWAYS: ReadonlySet<string> = new Set([
  "codedeploy.amazonaws.com",
  "codepipeline.amazonaws.com",
  "events.amazonaws.com",
  "pipes.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
]);
const BY_SESSION: ReadonlyMap<string, string> = new Map([
  ["cloudformation.amazonaws.com", "AWSCloudFormation"],
  ["batch.amazonaws.com", "aws-batch"],
]);

export const serviceRole = defineClue({
  id: "service-role",
  summary:
    "`invokedBy`, or `sourceIPAddress`, is a service that acts in a role it was given (a CloudFormation service role, an EventBridge target role, a state machine's role): the service acted.",
  fooledBy:
    "A person who called the service from a session with a name that the service itself would choose. Who set the service to work stands in another event, which the gap names.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    const caller = callerOf(record);
    if (role === undefined || caller === undefined) return undefined;
    const named = BY_SESSION.get(caller.value) === role.session;
    // A person's session that a service kept bears the person's name; a role given to a service does not.
    if (!named && (!ALWAYS.has(caller.value) || role.session.includes("@"))) return undefined;
    const service = serviceOf(caller.value);
    const says = named ? "the name this service gives its own sessions" : "the service's session";
    return actorFrom(record, {
      kind: service.kind,
      name: service.name,
      via: `role ${role.role}`,
      evidence: [
        cite(caller.field, caller.value, "proven", "the service that made the call"),
        citeRole(role),
        cite(role.sessionField, role.session, "inferred", says),
      ],
      gaps: [
        {
          unknown: setToWork(service.name),
          missing: service.startedBy ?? `the event that started ${service.name}`,
        },
      ],
    });
  },
  examples: [
    {
      title: "CloudFormation with a service role",
      record: {
        sourceIPAddress: "cloudformation.amazonaws.com",
        userAgent: "cloudformation.amazonaws.com",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/cfn-exec/AWSCloudFormation",
          invokedBy: "cloudformation.amazonaws.com",
          sessionContext: { sessionIssuer: { type: "Role", userName: "cfn-exec" } },
        },
      },
      actor: { kind: "aws-service", name: "CloudFormation", via: "role cfn-exec" },
    },
    {
      title: "an EventBridge rule runs a task",
      record: {
        eventName: "RunTask",
        eventSource: "ecs.amazonaws.com",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/ecsEventsRole/93ed3a6d9ee3e8c0cf1dbc3f3c2f3c5e",
          invokedBy: "events.amazonaws.com",
        },
      },
      actor: { kind: "aws-service", name: "EventBridge", via: "role ecsEventsRole" },
    },
    {
      title: "a rule's call in which only the address names the service",
      record: {
        sourceIPAddress: "events.amazonaws.com",
        userAgent: "events.amazonaws.com",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/ecsEventsRole/057ffa15c4983c099eb1f9f09f268001",
        },
      },
      actor: { kind: "aws-service", name: "EventBridge", via: "role ecsEventsRole" },
    },
    {
      title: "a state machine",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/night-shift/wozynIhxRGfTvfRlXhHKONdyrIaAmRyN",
          invokedBy: "states.amazonaws.com",
        },
      },
      actor: { kind: "aws-service", name: "Step Functions", via: "role night-shift" },
    },
    {
      title: "CodePipeline's ECS deploy action",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/pipeline-role/1763644931",
          invokedBy: "codepipeline.amazonaws.com",
        },
      },
      actor: { kind: "pipeline", name: "CodePipeline", via: "role pipeline-role" },
    },
  ],
});

/** AWS writes the service's name into both fields; some records have only the second. */
function callerOf({
  userIdentity: { invokedBy },
  sourceIPAddress,
}: CloudTrailRecord): { readonly field: string; readonly value: string } | undefined {
  if (invokedBy !== undefined && invokedBy !== "") {
    return isServiceName(invokedBy)
      ? { field: "userIdentity.invokedBy", value: invokedBy }
      : undefined;
  }
  return isServiceName(sourceIPAddress)
    ? { field: "sourceIPAddress", value: sourceIPAddress }
    : undefined;
}
