import type { Caller } from "../record-writer.ts";
import { lettersOf } from "../stable-ids.ts";
import type { UserAgentOf } from "../user-agents.ts";

/** An IAM user with a long-lived access key. */
export function iamUser(settings: {
  readonly account: string;
  readonly region: string;
  readonly userName: string;
  readonly from: string;
  readonly with: UserAgentOf;
}): Caller {
  const { account, region, userName } = settings;
  return {
    account,
    region,
    userIdentity: () => ({
      type: "IAMUser",
      principalId: `AIDA${lettersOf(`${account}/${userName}`, 17)}`,
      arn: `arn:aws:iam::${account}:user/${userName}`,
      accountId: account,
      accessKeyId: `AKIA${lettersOf(`${account}/${userName}/key`, 16)}`,
      userName,
    }),
    sourceIPAddress: settings.from,
    userAgent: settings.with,
    overTls: true,
  };
}
