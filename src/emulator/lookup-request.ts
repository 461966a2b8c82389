import { hash } from "node:crypto";
import { isObject, type JsonObject } from "../core/record.ts";
import type { HistoryEvent } from "./event-history.ts";

/** What a valid LookupEvents request asks for. */
export interface Lookup {
  readonly attribute?: { readonly key: string; readonly value: string };
  /** Milliseconds since 1970, both inclusive. */
  readonly start: number;
  readonly end: number;
  readonly insights: boolean;
  readonly maxResults: number;
  /** The eventID of the last event of the page before. */
  readonly after?: string;
  /** Tells this query from others, so that a token cannot be used with another one. */
  readonly fingerprint: string;
}

/** What is wrong with a request. */
export interface Refused {
  readonly error: string;
  readonly message: string;
}

const ATTRIBUTE_KEYS: ReadonlySet<string> = new Set([
  "AccessKeyId",
  "EventId",
  "EventName",
  "EventSource",
  "ReadOnly",
  "ResourceName",
  "ResourceType",
  "Username",
]);

const NINETY_DAYS = 90 * 24 * 3_600_000;

/** Reads a LookupEvents request, or says with which of the documented errors it is refused. */
export function readLookup(input: JsonObject, now: Date): Lookup | Refused {
  const attribute = readAttribute(input["LookupAttributes"]);
  if (attribute && "error" in attribute) return attribute;
  const category = input["EventCategory"];
  if (category !== undefined && category !== "insight") {
    return { error: "InvalidEventCategoryException", message: "Invalid event category." };
  }
  const maxResults = input["MaxResults"] ?? 50;
  if (!isCount(maxResults)) {
    const message = "MaxResults must be a number from 1 to 50.";
    return { error: "InvalidMaxResultsException", message };
  }
  const start = readTime(input["StartTime"]) ?? -Infinity;
  const end = readTime(input["EndTime"]) ?? Infinity;
  if (start > end || Number.isNaN(start) || Number.isNaN(end)) {
    return {
      error: "InvalidTimeRangeException",
      message: "The start time must not be after the end time.",
    };
  }
  const fingerprint = fingerprintOf(input);
  const after = readToken(input["NextToken"], fingerprint);
  if (after === null) {
    return { error: "InvalidNextTokenException", message: "Invalid next token." };
  }
  return {
    ...(attribute && { attribute }),
    start: Math.max(start, now.getTime() - NINETY_DAYS),
    end: Math.min(end, now.getTime()),
    insights: category === "insight",
    maxResults,
    ...(after !== undefined && { after }),
    fingerprint,
  };
}

/** Whether an event's attribute is exactly this; capitals count. */
export function hasAttribute({ row }: HistoryEvent, attribute: Lookup["attribute"]): boolean {
  if (!attribute) return true;
  const { key, value } = attribute;
  if (key !== "ResourceName" && key !== "ResourceType") return row[key] === value;
  const resources = row["Resources"];
  return (
    Array.isArray(resources) &&
    resources.some((resource) => isObject(resource) && resource[key] === value)
  );
}

/** The token that continues after this event. */
export function writeToken({ fingerprint }: Lookup, lastEventID: string): string {
  return Buffer.from(JSON.stringify([fingerprint, lastEventID])).toString("base64url");
}

function readAttribute(list: unknown): Lookup["attribute"] | Refused {
  if (list === undefined || (Array.isArray(list) && list.length === 0)) return undefined;
  const refused = (message: string): Refused => ({
    error: "InvalidLookupAttributesException",
    message,
  });
  if (!Array.isArray(list)) return refused("LookupAttributes must be a list.");
  if (list.length > 1) return refused("You can only specify one lookup attribute.");
  const [first]: readonly unknown[] = list;
  const key = isObject(first) ? first["AttributeKey"] : undefined;
  const value = isObject(first) ? first["AttributeValue"] : undefined;
  if (typeof key !== "string" || !ATTRIBUTE_KEYS.has(key)) {
    return refused("The attribute key is not valid.");
  }
  if (typeof value !== "string" || lengthOf(value) < 1 || lengthOf(value) > 2000) {
    return refused("The attribute value is not valid.");
  }
  return { key, value };
}

/** Underscores, spaces, commas and line breaks count twice. */
function lengthOf(value: string): number {
  return value.length + (value.match(/[_ ,\n]/g)?.length ?? 0);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 50;
}

/** Epoch seconds, as JSON 1.1 sends times. */
function readTime(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "number" ? value * 1000 : Number.NaN;
}

/** What a token is bound to. MaxResults may change from page to page: nothing says otherwise. */
function fingerprintOf(input: JsonObject): string {
  const { LookupAttributes = [], StartTime = null, EndTime = null, EventCategory = null } = input;
  const query = JSON.stringify([LookupAttributes, StartTime, EndTime, EventCategory]);
  return hash("sha256", query, "hex").slice(0, 16);
}

/** The event to go on after; nothing without a token; `null` for a token of another query or no token at all. */
function readToken(token: unknown, fingerprint: string): string | undefined | null {
  if (token === undefined) return undefined;
  if (typeof token !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (!Array.isArray(parsed)) return null;
    const [of, after]: readonly unknown[] = parsed;
    return of === fingerprint && typeof after === "string" ? after : null;
  } catch {
    return null;
  }
}
