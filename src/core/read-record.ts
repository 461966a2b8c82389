import { fingerprint } from "./fingerprint.ts";
import { DEEPEST, isDeeper, readAccount, readFlag, readObject, readText } from "./read-field.ts";
import { readIdentity } from "./read-identity.ts";
import { readTime } from "./read-time.ts";
import { isObject, type CloudTrailRecord, type JsonObject } from "./record.ts";

const TEXTS = [
  "eventVersion",
  "eventType",
  "eventCategory",
  "sourceIPAddress",
  "errorCode",
  "errorMessage",
  "requestID",
  "apiVersion",
  "sharedEventID",
  "vpcEndpointId",
] as const;

const OBJECTS = [
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "serviceEventDetails",
  "tlsDetails",
  "eventContext",
  "addendum",
] as const;

type Mutable<Type> = { -readonly [key in keyof Type]: Type[key] };

/**
 * Reads one CloudTrail record of any eventVersion (1.01 to 1.11 are known) from its raw object, with the quirks that
 * AWS and those who pass records on have: flags as texts, account ids as numbers, objects as JSON text, placeholders,
 * bracketed user agents, times in other forms. `eventName`, `eventSource` and `eventTime` must be there. Never throws.
 *
 * @returns the record, or why it is none, as a clause: `no eventName`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function readRecord(raw: JsonObject): CloudTrailRecord | { readonly flaw: string } {
  const eventName = readText(raw.eventName);
  if (eventName === undefined) return { flaw: lack(raw, "eventName") };
  const eventSource = readText(raw.eventSource);
  if (eventSource === undefined) return { flaw: lack(raw, "eventSource") };
  const eventTime = readTime(raw.eventTime);
  if (eventTime === undefined) return { flaw: lack(raw, "eventTime") };
  if (isDeeper(raw, DEEPEST)) return { flaw: `nested deeper than ${DEEPEST} levels` };

  const record: Mutable<CloudTrailRecord> = {
    eventID: readText(raw.eventID) ?? readText(raw.eventId) ?? `no-eventID:${fingerprint(raw)}`,
    eventTime,
    eventSource: eventSource.toLowerCase(),
    eventName,
    awsRegion: readText(raw.awsRegion) ?? "",
    userIdentity: readIdentity(raw.userIdentity),
  };
  copyTexts(raw, record);
  copyFlags(raw, record);
  for (const name of OBJECTS) {
    const object = readObject(raw[name]);
    if (object !== undefined) record[name] = object;
  }
  const { resources } = raw;
  if (Array.isArray(resources)) record.resources = resources.filter(isObject);
  return record;
}

function copyTexts(raw: JsonObject, record: Mutable<CloudTrailRecord>): void {
  for (const name of TEXTS) {
    const text = readText(raw[name]);
    if (text !== undefined) record[name] = text;
  }
  const userAgent = readText(raw.userAgent);
  if (userAgent !== undefined) record.userAgent = withoutBrackets(userAgent);
  for (const name of ["recipientAccountId", "vpcEndpointAccountId"] as const) {
    const account = readAccount(raw[name]);
    if (account !== undefined) record[name] = account;
  }
}

function copyFlags(raw: JsonObject, record: Mutable<CloudTrailRecord>): void {
  const readOnly = readFlag(raw.readOnly);
  if (readOnly !== undefined) record.readOnly = readOnly;
  const management = readFlag(raw.managementEvent);
  if (management !== undefined) record.managementEvent = management;
  const fromConsole =
    readFlag(raw.sessionCredentialFromConsole) ??
    record.userIdentity.sessionContext?.sessionCredentialFromConsole;
  if (fromConsole !== undefined) record.sessionCredentialFromConsole = fromConsole;
}

/** S3 and some other services write `[aws-cli/2.36.17 …]`. */
function withoutBrackets(userAgent: string): string {
  const wrapped = userAgent.length > 2 && userAgent.startsWith("[") && userAgent.endsWith("]");
  return wrapped ? userAgent.slice(1, -1) : userAgent;
}

function lack(raw: JsonObject, field: string): string {
  const value = raw[field];
  if (value === undefined || value === null || value === "") return `no ${field}`;
  if (typeof value === "object")
    return `${field} is ${Array.isArray(value) ? "a list" : "an object"}`;
  const shown = JSON.stringify(value);
  return `${field} cannot be read: ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`;
}
