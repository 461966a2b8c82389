import { roleID, sessionKey, type RoleSession } from "../callers/role-session.ts";
import { javaDate, type ApiCall } from "../record-writer.ts";

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
