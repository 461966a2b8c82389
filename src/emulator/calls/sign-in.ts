import { fromAnotherAccount } from "../callers/other-account.ts";
import { roleID, sessionKey, type RoleSession } from "../callers/role-session.ts";
import { javaDate, type ApiCall, type Caller } from "../record-writer.ts";
import { uuidOf } from "../stable-ids.ts";
import type { Teller } from "../teller.ts";

/** A successful sign-in to the AWS Management Console. */
export function consoleLogin({ mfa }: { readonly mfa: boolean }): ApiCall {
  return {
    service: "signin",
    operation: "ConsoleLogin",
    readOnly: false,
    request: () => null,
    respond: () => ({ ConsoleLogin: "Success" }),
    more: ({ region }) => ({
      eventType: "AwsConsoleSignIn",
      additionalEventData: {
        LoginTo: `https://console.aws.amazon.com/console/home?region=${region}`,
        MobileVersion: "No",
        MFAUsed: mfa ? "Yes" : "No",
      },
    }),
  };
}

/**
 * sts AssumeRole: the caller receives credentials for another session. The response's access key is the one that signs
 * what the session does next.
 */
export function assumeRole(
  to: Pick<RoleSession, "account" | "role" | "path" | "session" | "issued">,
): ApiCall {
  const { account, role, path = "/", session } = to;
  const roleArn = `arn:aws:iam::${account}:role${path}${role}`;
  return {
    service: "sts",
    operation: "AssumeRole",
    readOnly: true,
    request: () => ({ roleArn, roleSessionName: session, durationSeconds: 3600 }),
    respond: ({ at }) => ({
      credentials: {
        accessKeyId: sessionKey(to),
        sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS",
        expiration: javaDate(new Date(at.getTime() + 3_600_000)),
      },
      assumedRoleUser: {
        assumedRoleId: `${roleID(account, role)}:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      },
    }),
    more: () => ({ resources: [{ accountId: account, type: "AWS::IAM::Role", ARN: roleArn }] }),
  };
}

/**
 * sts AssumeRole into another account. Each account's trail has a copy of its own, which `sharedEventID` joins; the one of
 * the role's account knows of its caller only the account and the unique id.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function assumeRoleAcross(
  at: Teller["at"],
  caller: Caller,
  to: Parameters<typeof assumeRole>[0],
): void {
  const call = assumeRole(to);
  const key = `${caller.account}/${sessionKey(to)}`;
  const more: ApiCall["more"] = (scene) => ({
    ...call.more?.(scene),
    requestID: uuidOf(`${key}/request`),
    sharedEventID: uuidOf(`${key}/shared`),
  });
  at(to.issued, caller, { ...call, more });
  at(to.issued, fromAnotherAccount(caller, to.account), { ...call, more });
}
