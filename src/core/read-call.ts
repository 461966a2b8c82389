import type { Action, Call } from "./action.ts";
import { readEcsArn } from "./arn.ts";
import type { Change, Resource } from "./change.ts";
import { findAction } from "./find-action.ts";
import type { CloudTrailRecord } from "./record.ts";

/** One record with the action that reads it, and what that says without asking who made the call. */
export interface ReadCall {
  readonly action: Action;
  readonly call: Call;
  /** First what it acted on, then the other ECS things it names. */
  readonly resources: readonly [Resource, ...(readonly Resource[])];
  readonly nature: Change["nature"];
  /** The account that it happened in: the trail's, else the caller's; `""` where the record does not say. */
  readonly account: string;
}

/** Reads what a record's call was about. The ledger finds records by it, and `decode` builds on it. */
export function readCall(record: CloudTrailRecord): ReadCall {
  const action = findAction(record.eventSource, record.eventName);
  const call: Call = {
    record,
    request: record.requestParameters ?? {},
    response: record.responseElements ?? {},
  };
  const [named, ...related] = action.resources(call);
  return {
    action,
    call,
    resources: [named.name === "" ? (refusedResource(record) ?? named) : named, ...related],
    nature: action.nature === "mutating" && record.readOnly === true ? "read" : action.nature,
    account: record.recipientAccountId ?? record.userIdentity.accountId ?? "",
  };
}

/**
 * A denied call often has no requestParameters, and then only the message names what it was about: "User: … is not
 * authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:… because …".
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function refusedResource({ errorCode, errorMessage }: CloudTrailRecord): Resource | undefined {
  if (errorCode === undefined || errorMessage === undefined) return undefined;
  const arn = /on resource: (arn:[^\s"]{1,2048})/.exec(errorMessage)?.[1];
  const read = arn === undefined ? undefined : readEcsArn(arn);
  if (!read) return undefined;
  const { kind, name, cluster, service } = read;
  return {
    kind,
    name,
    ...(cluster !== undefined && { cluster }),
    ...(service !== undefined && { service }),
    arn: read.arn,
  };
}
