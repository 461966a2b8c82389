import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";

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
    const delivery = userIdentity.sessionContext?.ec2RoleDelivery;
    return actorFrom(record, {
      kind: "workload",
      name: `instance ${role.session}`,
      via: `role ${role.role}`,
      evidence: [
        cite(
          role.sessionField,
          role.session,
          delivery ? "proven" : "inferred",
          "the instance whose credentials were used",
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
