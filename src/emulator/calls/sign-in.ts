import type { ApiCall } from "../record-writer.ts";

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
