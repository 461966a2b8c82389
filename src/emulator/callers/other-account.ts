import type { Caller } from "../record-writer.ts";

/** The same caller as the trail of the account shows it whose role is asked for. */
export function fromAnotherAccount(caller: Caller, owner: string): Caller {
  return {
    ...caller,
    account: owner,
    userIdentity: (clock) => ({
      type: "AWSAccount",
      principalId: caller.userIdentity(clock)["principalId"] ?? "",
      accountId: caller.account,
    }),
  };
}
