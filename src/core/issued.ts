import { parseArn } from "./arn.ts";
import type { Handle } from "./handle.ts";
import type { Issued } from "./issuance.ts";
import { readObject, readText } from "./read-field.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** The handles of a session: by its key, by its principal, by its permission set. */
export function handlesOfIssued(issued: Issued | undefined): readonly Handle[] {
  if (issued === undefined) return [];
  const { accessKeyId, principal, permissionSet } = issued;
  return [
    ...(accessKeyId === undefined ? [] : [{ kind: "issued-key", name: accessKeyId }]),
    ...(principal === undefined ? [] : [{ kind: "session", name: principal }]),
    ...(permissionSet === undefined ? [] : [{ kind: "permission-set", name: permissionSet }]),
  ];
}

/** The role session in the answer of STS's AssumeRole operations; nothing for a refused call. */
export function readIssuedRole(record: CloudTrailRecord): Issued | undefined {
  if (record.errorCode !== undefined) return undefined;
  const accessKeyId = readIssuedKey(record);
  const principal = readText(readObject(record.responseElements?.assumedRoleUser)?.arn);
  // Where only the key was kept, role and session stand in the request.
  const session = principal ?? askedFor(record.requestParameters);
  if (accessKeyId === undefined && principal === undefined) return undefined;
  return {
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(session !== undefined && { principal: session }),
    at: record.eventTime,
  };
}

/** The access key in an answer that hands out credentials. */
export function readIssuedKey({ responseElements }: CloudTrailRecord): string | undefined {
  return readText(readObject(responseElements?.credentials)?.accessKeyId) || undefined;
}

/** A session in the ARN that its calls bear: IAM's role paths are not in it. */
function askedFor(request: JsonObject | undefined): string | undefined {
  const role = parseArn(readText(request?.roleArn) ?? "");
  const name = role?.resource.startsWith("role/") ? role.resource.split("/").at(-1) : undefined;
  const session = readText(request?.roleSessionName);
  if (role === undefined || !name || !session) return undefined;
  return `arn:${role.partition}:sts::${role.account}:assumed-role/${name}/${session}`;
}
