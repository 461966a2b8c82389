import { isObject, type Json, type JsonObject } from "../core/record.ts";
import type { Scenario } from "./scenario.ts";

/** A service as the newest response about it shows it, with ECS's own epoch seconds for times. */
export interface StandingService {
  readonly cluster: string;
  readonly name: string;
  readonly arn: string;
  readonly body: JsonObject;
}

const SETTLES_AFTER_MS = 4 * 60_000;

/**
 * The services of an account and region as the records before `now` leave them. A service that no record names is
 * not known: the emulator has nothing but the story.
 */
export function standingServices(
  { records }: Scenario,
  account: string,
  region: string,
  now: Date,
): readonly StandingService[] {
  const standing = new Map<string, StandingService>();
  for (const record of records) {
    const at = Date.parse(textOf(record["eventTime"]));
    if (at > now.getTime()) break;
    if (record["recipientAccountId"] !== account || record["awsRegion"] !== region) continue;
    const response = record["responseElements"];
    const service = isObject(response) ? response["service"] : undefined;
    if (record["eventSource"] !== "ecs.amazonaws.com" || !isObject(service)) continue;
    const isSteady = now.getTime() - at > SETTLES_AFTER_MS;
    const body = isSteady ? steady(withEpochTimes(service)) : withEpochTimes(service);
    const arn = textOf(service["serviceArn"]);
    const cluster = lastPart(textOf(service["clusterArn"]));
    standing.set(arn, { cluster, name: textOf(service["serviceName"]), arn, body });
  }
  return [...standing.values()];
}

/** What comes after the last slash; a name stays as it is. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}

/** What the scheduler makes of a service some minutes after a change: one deployment with all its tasks. */
function steady(service: JsonObject): JsonObject {
  const { desiredCount = 0, status = "ACTIVE", deployments } = service;
  if (status === "DRAINING") return { ...service, status: "INACTIVE", runningCount: 0 };
  const primary = Array.isArray(deployments) ? deployments.find(isObject) : undefined;
  const done = { desiredCount, runningCount: desiredCount, rolloutState: "COMPLETED" };
  return {
    ...service,
    runningCount: desiredCount,
    pendingCount: 0,
    deployments: primary === undefined ? [] : [{ ...primary, ...done }],
  };
}

/** Responses in CloudTrail hold Java-style dates, the API epoch seconds. */
export function withEpochTimes(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, epochTime(key, item ?? null)]),
  );
}

function epochTime(key: string, value: Json): Json {
  if (typeof value === "string" && key.endsWith("At")) return Date.parse(`${value} UTC`) / 1000;
  if (Array.isArray(value)) {
    return value.map((item: Json) => (isObject(item) ? withEpochTimes(item) : item));
  }
  return isObject(value) ? withEpochTimes(value) : value;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
