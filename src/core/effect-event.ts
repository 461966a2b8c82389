import { readInstant } from "./effect-parts.ts";
import { listIn, objectIn, textIn, textOf } from "./json-fields.ts";
import { isObject, type JsonObject } from "./record.ts";

/** An event of EventBridge, taken apart. */
export interface EcsEvent {
  /** The event's own id; made of what it says where it has none. */
  readonly id: string;
  readonly type: string;
  readonly at: string | undefined;
  readonly detail: JsonObject;
  /** The first of its resources' ARNs. */
  readonly resource: string | undefined;
}

/** Whether it is an event of ECS itself whose type begins so, and no call of its API by way of CloudTrail. */
export function isEcsEvent(body: JsonObject, type: string): boolean {
  const { source, detail, "detail-type": told } = body;
  if (source !== "aws.ecs" || typeof told !== "string" || !told.startsWith(type)) return false;
  return isObject(detail) && typeof detail.eventSource !== "string";
}

/** Its parts; what is missing is empty. */
export function eventOf(body: JsonObject): EcsEvent {
  const type = textIn(body, "detail-type") ?? "";
  const at = readInstant(body.time);
  const resource = textOf(listIn(body, "resources")[0]);
  const [account, region] = [textIn(body, "account"), textIn(body, "region")];
  return {
    id: textIn(body, "id") ?? ["event", account, region, type, at, resource].join("/"),
    type,
    at,
    detail: objectIn(body, "detail"),
    resource,
  };
}
