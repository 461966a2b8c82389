import type { ErrorCode } from "../core/errors.ts";

/** What each error means and what to do about it, for docs/reference/errors.md. */
export const errorHelp: Readonly<Record<ErrorCode, string>> = {
  "access-denied":
    "AWS refused the read. The message names the call. Allow it (`cloudtrail:LookupEvents` is all that `event-history://` needs) or read from files.",
  "bad-argument":
    "A flag or word could not be understood. The message names it and says what is accepted.",
  "bad-input":
    "A configuration or other input cannot be used as it is. The message names the file, the line and column or the field, and what is accepted there.",
  "expired-credentials":
    "The credentials ran out. Sign in again (`aws sso login --profile …`); what was fetched is kept, and the same question goes on from there.",
  "ledger-busy":
    "Another tasktrail process has been writing to the ledger for longer than five seconds. Try again, or give another `--ledger`.",
  "ledger-unusable":
    "The ledger cannot be opened: it is no database, it was written by a newer version, or its folder cannot be written. Give another `--ledger`, or `:memory:`.",
  "no-credentials":
    "The SDK found no AWS credentials. Give `--profile`, set the environment as for the aws-cli, or try `--demo`.",
  "no-region": "No region is set. Give `--region`, or set AWS_REGION.",
  "not-found":
    "The file, configuration, record or resource that was named is not there. The message says where was looked. `tasktrail init` writes a configuration.",
  unreachable:
    "The AWS endpoint did not answer. Check the network, the proxy, `--endpoint-url` and AWS_ENDPOINT_URL.",
  "unsupported-node": "This Node.js is too old. Install Node.js 20.19 or newer.",
};
