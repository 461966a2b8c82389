import { isObject, type JsonObject } from "../core/record.ts";
import type { Scenario } from "./scenario.ts";

/** One event as LookupEvents lists it, and when it may be seen. */
export interface HistoryEvent {
  readonly row: JsonObject;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When CloudTrail has delivered it, in milliseconds since 1970. */
  readonly visibleFrom: number;
}

const MINUTE = 60_000;
const cache = new WeakMap<Scenario, ReadonlyMap<string, readonly HistoryEvent[]>>();

/** The management events of one account and region, newest first, whether delivered already or not. */
export function historyOf(
  scenario: Scenario,
  account: string,
  region: string,
): readonly HistoryEvent[] {
  let histories = cache.get(scenario);
  if (!histories) {
    histories = buildHistories(scenario);
    cache.set(scenario, histories);
  }
  return histories.get(`${account}/${region}`) ?? [];
}

function buildHistories(scenario: Scenario): ReadonlyMap<string, readonly HistoryEvent[]> {
  const histories = new Map<string, HistoryEvent[]>();
  for (const record of scenario.records) {
    if (record["eventCategory"] !== "Management") continue;
    const key = `${textOf(record, "recipientAccountId")}/${textOf(record, "awsRegion")}`;
    const events = histories.get(key) ?? [];
    histories.set(key, events);
    const at = Date.parse(textOf(record, "eventTime"));
    const visibleFrom = at + deliveryDelay(textOf(record, "eventID"));
    events.push({ row: rowOf(record, at), at, visibleFrom });
  }
  return new Map([...histories].map(([place, events]) => [place, newestFirst(events)]));
}

function newestFirst(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return events.toReversed().toSorted((one, other) => other.at - one.at);
}

/**
 * How long an event is on its way: mostly 2 to 6 minutes, one in ten up to 15; always the same for the same event.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
export function deliveryDelay(eventID: string): number {
  const luck = fractionOf(eventID, 0);
  const minutes = luck < 0.9 ? 2 + (luck / 0.9) * 4 : 6 + ((luck - 0.9) / 0.1) * 9;
  return Math.round(minutes * MINUTE);
}

function rowOf(record: JsonObject, at: number): JsonObject {
  const identity = objectOf(record, "userIdentity");
  const accessKeyId = textOf(identity, "accessKeyId");
  const username = usernameOf(identity);
  return {
    EventId: textOf(record, "eventID"),
    EventName: textOf(record, "eventName"),
    ReadOnly: String(record["readOnly"] === true),
    ...(accessKeyId !== "" && { AccessKeyId: accessKeyId }),
    EventTime: at / 1000,
    EventSource: textOf(record, "eventSource"),
    ...(username !== undefined && { Username: username }),
    Resources: resourcesOf(record),
    CloudTrailEvent: JSON.stringify(record),
  };
}

/** Session name, user name or `root`; AWS services have none. */
function usernameOf(identity: JsonObject): string | undefined {
  switch (identity["type"]) {
    case "Root":
      return "root";
    case "AssumedRole":
    case "FederatedUser":
      return textOf(identity, "arn").split("/").at(-1);
    case "IAMUser":
    case "WebIdentityUser":
    case "SAMLUser":
      return textOf(identity, "userName");
    default:
      return undefined;
  }
}

/**
 * As unreliable as in life: ECS's events mostly list nothing, sometimes a name and sometimes an ARN. Other services
 * list what their record's own `resources` say.
 */
function resourcesOf(record: JsonObject): readonly JsonObject[] {
  const own = record["resources"];
  if (Array.isArray(own)) {
    const listed = own
      .filter(isObject)
      .map((resource) => resourceRow(textOf(resource, "type"), textOf(resource, "ARN")));
    return [...issuedBy(record), ...listed];
  }
  const service = objectOf(objectOf(record, "responseElements"), "service");
  const luck = fractionOf(textOf(record, "eventID"), 9);
  if (luck < 0.6 || textOf(service, "serviceArn") === "") return [];
  const name = textOf(service, luck < 0.8 ? "serviceName" : "serviceArn");
  return [resourceRow("AWS::ECS::Service", name)];
}

/** STS's events list the access key that they handed out, and the session in three forms: seen in real output. */
function issuedBy(record: JsonObject): readonly JsonObject[] {
  const response = objectOf(record, "responseElements");
  const key = textOf(objectOf(response, "credentials"), "accessKeyId");
  if (textOf(record, "eventSource") !== "sts.amazonaws.com" || key === "") return [];
  const session = objectOf(response, "assumedRoleUser");
  const id = textOf(session, "assumedRoleId");
  const names = [id.slice(id.indexOf(":") + 1), id, textOf(session, "arn")];
  return [
    resourceRow("AWS::IAM::AccessKey", key),
    ...names
      .filter((name) => name !== "")
      .map((name) => resourceRow("AWS::STS::AssumedRole", name)),
  ];
}

function resourceRow(type: string, name: string): JsonObject {
  return { ResourceType: type, ResourceName: name };
}

/** Four hexadecimal characters of an id as a number from 0 up to but not including 1. */
function fractionOf(id: string, from: number): number {
  const value = Number.parseInt(id.slice(from, from + 4), 16);
  return Number.isNaN(value) ? 0 : value / 65_536;
}

function objectOf(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return isObject(value) ? value : {};
}

function textOf(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === "string" ? value : "";
}
