import { defineClue } from "../clue.ts";
import { whoAssumed } from "../who-assumed.ts";
import { actorFrom, cite, citeRole, isHandled, readRoleSession } from "../principal.ts";

const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

export const instanceSession = defineClue({
  id: "instance-session",
  summary:
    "The role session of an EC2 instance is named after the instance; where `ec2RoleDelivery` stands beside it, AWS says that the instance's metadata service handed it out.",
  fooledBy:
    "Whoever takes the credentials off the instance; and, where `ec2RoleDelivery` is missing, anybody who may assume the role and names the session like an instance.",
  read: (record) => {
    const { userIdentity } = record;
    const role = readRoleSession(userIdentity);
    if (role === undefined || !INSTANCE.test(role.session)) return undefined;
    if (isHandled(record)) return undefined;
    const delivery = userIdentity.sessionContext?.ec2RoleDelivery;
    return actorFrom(record, {
      kind: "workload",
      name: `instance ${role.session}`,
      via: delivery ? `role ${role.role}` : `role ${role.role}, claimed`,
      evidence: [
        cite(
          role.sessionField,
          role.session,
          delivery ? "proven" : "claimed",
          delivery ? "the instance whose credentials were used" : "named like an instance",
        ),
        ...(delivery
          ? [
              cite(
                "userIdentity.sessionContext.ec2RoleDelivery",
                delivery,
                "proven",
                "the version of the instance's metadata service",
              ),
            ]
          : []),
        citeRole(role),
      ],
      gaps: delivery ? [] : [whoAssumed(record)],
    });
  },
  examples: [
    {
      title: "the ECS agent on a container instance",
      record: {
        eventName: "RegisterContainerInstance",
        eventSource: "ecs.amazonaws.com",
        userAgent: "Amazon ECS Agent - v1.97.1 (*8ca2a4e4) (linux) (+http://aws.amazon.com/ecs/)",
        userIdentity: {
          type: "AssumedRole",
          principalId: "AROAEXAMPLE:i-0123456789abcdef0",
          arn: "arn:aws:sts::111122223333:assumed-role/ecsInstanceRole/i-0123456789abcdef0",
          sessionContext: {
            ec2RoleDelivery: "2.0",
            sessionIssuer: { type: "Role", userName: "ecsInstanceRole" },
          },
        },
      },
      actor: {
        kind: "workload",
        name: "instance i-0123456789abcdef0",
        via: "role ecsInstanceRole",
      },
    },
  ],
});
