import type { Json, JsonObject } from "../core/record.ts";
import { uuidOf } from "./stable-ids.ts";
import type { Stage } from "./stage.ts";

/** Moves a time written in a story (ISO 8601 in UTC) to when it is told: the identity, where it is told on time. */
export type Clock = (written: string) => string;

/** Who calls, and how that shows in a record. */
export interface Caller {
  /** The account whose credentials are used; also the one that the call happens in. */
  readonly account: string;
  readonly region: string;
  readonly userIdentity: (clock: Clock) => JsonObject;
  readonly sourceIPAddress: string;
  /** What the caller says it is; tools name the service and operation in it. */
  readonly userAgent: (call: Pick<ApiCall, "service" | "operation">) => string;
  /** The credentials came from a sign-in to the console: the record says so. */
  readonly fromConsole?: true;
  /** The call reached AWS over a TLS connection of the caller's own, not from inside AWS. */
  readonly overTls: boolean;
}

/** What an API call needs to know to be answered. */
export interface Scene {
  readonly stage: Stage;
  readonly account: string;
  readonly region: string;
  /** When the call completes. */
  readonly at: Date;
  /** Unique to this call; ids are made from it. */
  readonly key: string;
  readonly caller: Caller;
  readonly clock: Clock;
}

/** One call of an AWS API: what the caller typed and what AWS does and answers. */
export interface ApiCall {
  /** The endpoint's prefix: `ecs`. */
  readonly service: string;
  readonly operation: string;
  readonly readOnly: boolean;
  /** `requestParameters`. */
  readonly request: (scene: Scene) => JsonObject | null;
  /** Does to the stage what the call does, and returns `responseElements`. Reads have none in CloudTrail. */
  readonly respond?: (scene: Scene) => JsonObject | null;
  /** The call fails: `respond` is not asked. `message` may name who called. */
  readonly error?: { readonly code: string; readonly message: (scene: Scene) => string };
  /** Fields that only some services write: `additionalEventData`, `resources`, another `eventType` … */
  readonly more?: (scene: Scene) => JsonObject;
}

/**
 * Writes the record of one call as CloudTrail would, in the order of fields that CloudTrail uses, and lets the call
 * change the stage.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function writeRecord(call: ApiCall, scene: Scene): JsonObject {
  const { caller, key, at } = scene;
  const request = call.request(scene);
  const response: Json = call.error ? null : (call.respond?.(scene) ?? null);
  return {
    eventVersion: "1.11",
    userIdentity: caller.userIdentity(scene.clock),
    eventTime: isoSeconds(at),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.operation,
    awsRegion: scene.region,
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent(call),
    ...(call.error && {
      errorCode: call.error.code,
      errorMessage: call.error.message(scene),
    }),
    requestParameters: request,
    responseElements: response,
    requestID: uuidOf(`${key}/request`),
    eventID: uuidOf(key),
    readOnly: call.readOnly,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: scene.account,
    eventCategory: "Management",
    ...(caller.overTls && { tlsDetails: tlsDetails(call.service, scene.region) }),
    ...(caller.fromConsole &&
      call.service !== "signin" && { sessionCredentialFromConsole: "true" }),
    ...call.more?.(scene),
  };
}

/** ISO 8601 in UTC to the second, as in `eventTime`. */
export function isoSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A date inside `responseElements`, in the Java form of the services' serializer: `Nov 20, 2026, 2:02:11 PM`. */
export function javaDate(at: Date): string {
  const hours = at.getUTCHours();
  const clock = at.toISOString().slice(13, 19);
  const half = hours < 12 ? "AM" : "PM";
  const month = MONTHS[at.getUTCMonth()] ?? "";
  return `${month} ${String(at.getUTCDate())}, ${String(at.getUTCFullYear())}, ${String(hours % 12 || 12)}${clock} ${half}`;
}

function tlsDetails(service: string, region: string): JsonObject {
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: `${service}.${region}.amazonaws.com`,
  };
}
