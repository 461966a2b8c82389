import { defineIssuance } from "../issuance.ts";
import type { Issued } from "../issuance.ts";
import { handlesOfIssued } from "../issued.ts";
import { readAccount, readText } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

/**
 * AWS redacts the key and the session. `serviceEventDetails` names account and permission set, and `onBehalfOf` the
 * user's id. `Federate` is the same for the console, with the user's name in older records.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
 */
export const getRoleCredentials = defineIssuance({
  id: "get-role-credentials",
  summary:
    "`sso GetRoleCredentials` and `Federate`: Identity Center opens a session of a permission set for a user. AWS redacts the key, so it is joined by account, permission set and time.",
  fooledBy:
    "Two people who open the same permission set in the same account within seconds. So it is never more than inferred; the name of the session, which Identity Center writes, does not need it.",
  eventSources: ["sso.amazonaws.com"],
  eventNames: ["GetRoleCredentials", "Federate"],
  handles: (record) => handlesOfIssued(read(record)),
  read,
  examples: [
    {
      title: "aws-cli fetches the credentials of a permission set",
      record: {
        eventSource: "sso.amazonaws.com",
        eventName: "GetRoleCredentials",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "IdentityCenterUser",
          accountId: "999988887777",
          onBehalfOf: { userId: "11fb6570-3051-707e-a14f-d5a0d1f455fe" },
        },
        requestParameters: null,
        responseElements: null,
        serviceEventDetails: { role_name: "AdministratorAccess", account_id: "111122223333" },
      },
      issued: { permissionSet: "111122223333/AdministratorAccess", at: "2026-11-20T13:58:00Z" },
    },
    {
      title: "a record that does not say for which role tells nothing",
      record: {
        eventSource: "sso.amazonaws.com",
        eventName: "GetRoleCredentials",
        eventTime: "2026-11-20T13:58:00Z",
      },
      issued: undefined,
    },
  ],
});

function read(record: CloudTrailRecord): Issued | undefined {
  if (record.errorCode !== undefined) return undefined;
  const account = readAccount(record.serviceEventDetails?.account_id);
  const role = readText(record.serviceEventDetails?.role_name);
  if (account === undefined || !role) return undefined;
  return { permissionSet: `${account}/${role}`, at: record.eventTime };
}
