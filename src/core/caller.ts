import { parseArn } from "./arn.ts";
import type { Issuing } from "./find-issuing.ts";
import type { CloudTrailRecord, UserIdentity } from "./record.ts";

/**
 * The issuing event as the call of whoever asked for the session. That is the event itself, but for the console's
 * SwitchRole, whose own identity is the new session: there AWS writes the ARN of who switched.
 */
export function caller({ record, issued }: Issuing): CloudTrailRecord {
  return issued.by === undefined
    ? record
    : { ...record, userIdentity: identityOf(issued.by), sessionCredentialFromConsole: true };
}

function identityOf(arn: string): UserIdentity {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  const [kind = "", ...names] = resource.split("/");
  const accountId = account === "" ? {} : { accountId: account };
  if (kind === "user") return { type: "IAMUser", arn, ...accountId, userName: names.at(-1) ?? "" };
  if (kind === "assumed-role") return { type: "AssumedRole", arn, ...accountId };
  if (kind === "root") return { type: "Root", arn, ...accountId };
  if (kind === "federated-user") return { type: "FederatedUser", arn, ...accountId };
  return { arn, ...accountId };
}
