import { lettersOf } from "../stable-ids.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";

/**
 * STS, as far as a reader asks who it is and takes a role in another account.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
export const sts: EmulatedService = {
  target: "2011-06-15",
  name: "sts",
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: ({ account }) => ({
      output: {
        UserId: `AIDA${lettersOf(`${account}/tasktrail-reader`, 17)}`,
        Account: account,
        Arn: arnOfReader(account),
      },
    }),
  },
};

function arnOfReader(account: string): string {
  return `arn:aws:iam::${account}:user/tasktrail-reader`;
}

/** Every role of every account of the scenario lets a reader in; those of others do not. */
function assumeRole({ account, input, world }: EmulatedCall): EmulatedReply {
  const text = (name: string): string => {
    const value = input[name];
    return typeof value === "string" ? value : "";
  };
  const [, id, role] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(text("RoleArn")) ?? [];
  const owner = world.scenario.accounts.find((one) => one.id === id);
  if (!owner || role === undefined) {
    const message = `User: ${arnOfReader(account)} is not authorized to perform: sts:AssumeRole on resource: ${text("RoleArn")}`;
    return { error: "AccessDeniedException", message };
  }
  const session = text("RoleSessionName");
  // The asker judges by its own clock, whatever the time of the story.
  const expiration = new Date(Date.now() + Number(text("DurationSeconds") || 3600) * 1000);
  return {
    output: {
      Credentials: {
        AccessKeyId: owner.accessKeyId,
        SecretAccessKey: "emulator",
        SessionToken: "emulator",
        Expiration: expiration.toISOString(),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROA${lettersOf(`${owner.id}/${role}`, 17)}:${session}`,
        Arn: `arn:aws:sts::${owner.id}:assumed-role/${role}/${session}`,
      },
    },
  };
}
