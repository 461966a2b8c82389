import { isServiceName, serviceOf } from "../aws-service.ts";
import { defineClue } from "../clue.ts";
import {
  actorFrom,
  cite,
  citeRole,
  ISSUER,
  readRoleSession,
  type RoleSession,
} from "../principal.ts";
import type { CloudTrailRecord } from "../record.ts";

const PATH = "aws-service-role/";

/** Where only the role's name is at hand; the role's path names the service otherwise. */
const SERVICE_BY_ROLE: ReadonlyMap<string, string> = new Map([
  [
    "AWSServiceRoleForApplicationAutoScaling_ECSService",
    "ecs.application-autoscaling.amazonaws.com",
  ],
  ["AWSServiceRoleForAutoScaling", "autoscaling.amazonaws.com"],
  ["AWSServiceRoleForBatch", "batch.amazonaws.com"],
  ["AWSServiceRoleForECS", "ecs.amazonaws.com"],
]);

export const serviceLinkedRole = defineClue({
  id: "service-linked-role",
  summary:
    "A role under the path `aws-service-role/`: only the AWS service in the path can assume it, so the service itself acted.",
  fooledBy:
    "Nothing in the record; but somebody configured the service (a scaling policy, a deployment), and this record does not say who.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    if (role === undefined) return undefined;
    const service = serviceBehind(role, record);
    if (service === undefined) return undefined;
    const { userIdentity } = record;
    const issuer = userIdentity.sessionContext?.sessionIssuer?.arn ?? "";
    return actorFrom(record, {
      kind: "aws-service",
      name: serviceOf(service.dnsName).name,
      via: "service-linked role",
      evidence: [
        service.proven
          ? cite(`${ISSUER}.arn`, issuer, "proven", "a role that only this service can assume")
          : { ...citeRole(role), grade: "inferred", says: "named like a service-linked role" },
        ...(userIdentity.invokedBy
          ? [cite("userIdentity.invokedBy", userIdentity.invokedBy, "proven", "the caller")]
          : []),
      ],
    });
  },
  examples: [
    {
      title: "Service Auto Scaling sets a desired count",
      record: {
        sourceIPAddress: "ecs.application-autoscaling.amazonaws.com",
        userAgent: "ecs.application-autoscaling.amazonaws.com",
        userIdentity: {
          type: "AssumedRole",
          principalId: "AROAEXAMPLE:AutoScaling-UpdateDesiredCapacity",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForApplicationAutoScaling_ECSService/AutoScaling-UpdateDesiredCapacity",
          accountId: "111122223333",
          invokedBy: "ecs.application-autoscaling.amazonaws.com",
          sessionContext: {
            sessionIssuer: {
              type: "Role",
              arn: "arn:aws:iam::111122223333:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
              userName: "AWSServiceRoleForApplicationAutoScaling_ECSService",
            },
          },
        },
      },
      actor: { kind: "aws-service", name: "Service Auto Scaling", via: "service-linked role" },
    },
    {
      title: "ECS itself",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/ecs-service-scheduler",
          sessionContext: {
            sessionIssuer: {
              arn: "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
              userName: "AWSServiceRoleForECS",
            },
          },
        },
      },
      actor: { kind: "aws-service", name: "Amazon ECS", via: "service-linked role" },
    },
    {
      title: "a service without a well-known name goes by its DNS name",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAmazonInspector2/MandoService1",
          invokedBy: "inspector2.amazonaws.com",
          sessionContext: {
            sessionIssuer: {
              arn: "arn:aws:iam::111122223333:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2",
              userName: "AWSServiceRoleForAmazonInspector2",
            },
          },
        },
      },
      actor: { kind: "aws-service", name: "inspector2.amazonaws.com", via: "service-linked role" },
    },
  ],
});

/** The path proves it. A name alone does not: whether IAM keeps others from using the prefix is not known to us. */
function serviceBehind(
  role: RoleSession,
  { userIdentity }: CloudTrailRecord,
): { readonly dnsName: string; readonly proven: boolean } | undefined {
  if (role.path?.startsWith(PATH)) {
    return { dnsName: role.path.slice(PATH.length).split("/")[0] ?? "", proven: true };
  }
  if (role.path !== undefined || !role.role.startsWith("AWSServiceRoleFor")) return undefined;
  if (!isServiceName(userIdentity.invokedBy)) return undefined;
  return {
    dnsName: SERVICE_BY_ROLE.get(role.role) ?? userIdentity.invokedBy,
    proven: false,
  };
}
