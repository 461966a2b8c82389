import { lettersOf } from "../stable-ids.ts";
import type { EmulatedService } from "../service.ts";

/**
 * STS, as far as a reader asks who it is.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const sts: EmulatedService = {
  target: "2011-06-15",
  name: "sts",
  operations: {
    GetCallerIdentity: ({ account }) => ({
      output: {
        UserId: `AIDA${lettersOf(`${account}/tasktrail-reader`, 17)}`,
        Account: account,
        Arn: `arn:aws:iam::${account}:user/tasktrail-reader`,
      },
    }),
  },
};
