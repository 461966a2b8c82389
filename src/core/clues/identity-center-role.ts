import { defineClue } from "../clue.ts";
import type { Evidence } from "../evidence.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";
import type { UserIdentity } from "../record.ts";

/** `AWSReservedSSO_<PermissionSet>_<hex>`: Identity Center makes the role and writes the user's name into the session. */
const RESERVED_ROLE = /^AWSReservedSSO_(.+)_[0-9a-zA-Z]+$/;
/** The exact form, asked for where no path shows that it is Identity Center's. */
const EXACT_ROLE = /^AWSReservedSSO_.+_[0-9a-f]{16}$/;
const RESERVED_PATH = "aws-reserved/sso.amazonaws.com";

export const identityCenterRole = defineClue({
  id: "identity-center-role",
  summary:
    "The session of an `AWSReservedSSO_` role under the path `aws-reserved/`: only IAM Identity Center makes such roles and opens their sessions, and it names them after the user.",
  fooledBy:
    "An administrator of Identity Center, who can rename a user or add one. A role of the same name outside the reserved path does not count. A record that shows no path counts if the name has Identity Center's exact form, down to its 16 hexadecimal digits, and then by inference only.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    const permissionSet = RESERVED_ROLE.exec(role?.role ?? "")?.[1];
    if (role === undefined || permissionSet === undefined || role.session === "") return undefined;
    if (role.path === undefined ? !EXACT_ROLE.test(role.role) : !isReserved(role.path))
      return undefined;
    const grade = role.path === undefined ? "inferred" : "proven";
    return actorFrom(record, {
      kind: "person",
      name: role.session,
      via: `Identity Center, ${permissionSet}`,
      evidence: [
        cite(role.sessionField, role.session, grade, "the user's name, written by Identity Center"),
        { ...citeRole(role), grade, says: "the permission set's role" },
        ...citeUser(record.userIdentity),
      ],
    });
  },
  examples: [
    {
      title: "a person signed in through Identity Center",
      record: {
        userIdentity: {
          type: "AssumedRole",
          principalId: "AROAEXAMPLE:jane.doe@example.com",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/jane.doe@example.com",
          accountId: "111122223333",
          accessKeyId: "ASIAEXAMPLE",
          sessionContext: {
            sessionIssuer: {
              type: "Role",
              arn: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0123456789abcdef",
              userName: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
            },
          },
        },
      },
      actor: {
        kind: "person",
        name: "jane.doe@example.com",
        via: "Identity Center, AdministratorAccess",
      },
    },
    {
      title: "the same person behind CloudFormation, which kept the session",
      record: {
        sourceIPAddress: "cloudformation.amazonaws.com",
        userAgent: "cloudformation.amazonaws.com",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/Jane",
          invokedBy: "cloudformation.amazonaws.com",
        },
      },
      actor: { kind: "person", name: "Jane", via: "Identity Center, Power_User" },
    },
    {
      title: "a role that only borrows the name is no proof",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/jane.doe",
          sessionContext: {
            sessionIssuer: {
              arn: "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef",
              userName: "AWSReservedSSO_Admin_0123456789abcdef",
            },
          },
        },
      },
      actor: {
        kind: "unknown",
        name: "jane.doe",
        via: "role AWSReservedSSO_Admin_0123456789abcdef, claimed",
      },
    },
  ],
});

function isReserved(path: string): boolean {
  return path === RESERVED_PATH || path.startsWith(`${RESERVED_PATH}/`);
}

function citeUser({ onBehalfOf }: UserIdentity): readonly Evidence[] {
  const userId = onBehalfOf?.userId;
  if (!userId) return [];
  return [
    cite("userIdentity.onBehalfOf.userId", userId, "proven", "the Identity Center user's id"),
  ];
}
