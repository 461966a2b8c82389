import type { Caller } from "../record-writer.ts";
import { lettersOf } from "../stable-ids.ts";
import { browser } from "../user-agents.ts";

/** The root user of an account, signed in to the console. */
export function rootUser(settings: {
  readonly account: string;
  readonly region: string;
  readonly from: string;
  /** ISO 8601 in UTC. */
  readonly signedIn: string;
  readonly mfa: boolean;
}): Caller {
  const { account, region, signedIn, mfa } = settings;
  return {
    account,
    region,
    userIdentity: (clock) => ({
      type: "Root",
      principalId: account,
      arn: `arn:aws:iam::${account}:root`,
      accountId: account,
      accessKeyId: `ASIA${lettersOf(`root/${account}/${signedIn}`, 16)}`,
      sessionContext: {
        attributes: { creationDate: clock(signedIn), mfaAuthenticated: String(mfa) },
      },
    }),
    sourceIPAddress: settings.from,
    userAgent: browser,
    fromConsole: true,
    overTls: false,
  };
}
