import { serviceOf } from "./aws-service.ts";
import type { Conclusion } from "./principal.ts";
import { cite, readRoleSession } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";

/** Services that hand a role's session on to what runs in them, and name the session after it. */
const HOLDERS: ReadonlyMap<string, (session: string) => Named> = new Map([
  ["ec2.amazonaws.com", (session) => ({ name: `instance ${session}`, noun: "" })],
  ["ecs-tasks.amazonaws.com", (session) => ({ name: `task ${session}`, noun: "" })],
  ["lambda.amazonaws.com", (session) => ({ name: session, noun: "Lambda function" })],
  ["edgelambda.amazonaws.com", (session) => ({ name: session, noun: "Lambda function" })],
  ["pods.eks.amazonaws.com", (session) => ({ name: session, noun: "EKS pod" })],
]);

interface Named {
  readonly name: string;
  readonly noun: string;
}

/**
 * Who holds a session that an AWS service opened: the instance, task or function that it was opened for, else the service
 * itself. The service chose the session's name, so it is AWS's word.
 */
export function readHolder(
  record: CloudTrailRecord,
  issuing: CloudTrailRecord,
): Conclusion | undefined {
  const { type, invokedBy = "" } = issuing.userIdentity;
  const role = readRoleSession(record.userIdentity);
  if (type !== "AWSService" || invokedBy === "" || role === undefined) return undefined;
  const holder = HOLDERS.get(invokedBy)?.(role.session);
  const evidence = [
    { ...cite("userIdentity.invokedBy", invokedBy, "proven", SAYS), eventID: issuing.eventID },
    cite(role.roleField, role.role, "proven", "the role that was assumed"),
  ];
  if (holder === undefined) {
    const { kind, name, startedBy } = serviceOf(invokedBy);
    return {
      kind,
      name,
      via: `role ${role.role}`,
      grade: "proven",
      evidence,
      gaps:
        startedBy === undefined ? [] : [{ unknown: `who set ${name} to work`, missing: startedBy }],
    };
  }
  const { name, noun } = holder;
  const says = "what the service opened the session for";
  return {
    kind: "workload",
    name: role.session === "" ? "" : name,
    via: noun === "" ? `role ${role.role}` : `${noun}, role ${role.role}`,
    grade: "proven",
    evidence: [cite(role.sessionField, role.session, "proven", says), ...evidence],
  };
}

const SAYS = "the service that opened the session";
